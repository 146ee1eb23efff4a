using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Tests.Policies;

/// <summary>A person with the command line.</summary>
internal sealed class PolicyApi : IDisposable
{
    private readonly HttpClient _http;

    public PolicyApi(Uri console, string user, string password)
    {
        _http = new HttpClient { BaseAddress = console };
        _http.DefaultRequestHeaders.Add("X-Sd-Client", "test");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    public async Task<PolicyAnswerDocument> ProposeAsync(VersionContent content, string why = "better")
    {
        using var answer = await _http.PostAsync($"api/policies/versions?why={why}", new ByteArrayContent(content.Pack()));
        return (await answer.Content.ReadFromJsonAsync(PolicyJson.Default.PolicyAnswerDocument))!;
    }

    public async Task<PolicyAnswerDocument> TakeAsync(string step, string? version = null, double percent = 0)
    {
        using var answer = await _http.PostAsJsonAsync(
            "api/policies/steps",
            new PolicyStepRequest { Step = step, Version = version, SharePercent = percent, Why = "a test" },
            PolicyJson.Default.PolicyStepRequest);
        return (await answer.Content.ReadFromJsonAsync(PolicyJson.Default.PolicyAnswerDocument))!;
    }

    public async Task<PolicyStateDocument> StateAsync() =>
        (await _http.GetFromJsonAsync("api/policies", PolicyJson.Default.PolicyStateDocument))!;

    public void Dispose() => _http.Dispose();
}
