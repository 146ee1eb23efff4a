using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Cli.Governing;

/// <summary>Asks a running gateway about its policies, and for steps of their lifecycle, at its console's port, as a user.</summary>
internal sealed class GatewayPolicies : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _client;

    /// <exception cref="InspectionException">The address cannot be asked without giving the password away.</exception>
    public GatewayPolicies(Access access)
    {
        if (!Uri.TryCreate(access.Console, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InspectionException($"{access.Console} is no address such as http://127.0.0.1:8081");
        }

        if (address.Scheme == "http" && !address.IsLoopback)
        {
            throw new InspectionException(
                $"{access.Console} would be sent the password in clear text; ask it by https, or on its own machine");
        }

        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };
        _client.DefaultRequestHeaders.Add("X-Sd-Client", "sd");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{access.User}:{access.Password}")));
    }

    public Task<PolicyStateDocument> StateAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.GetAsync("api/policies", cancel);
        return await ReadAsync(answer, PolicyJson.Default.PolicyStateDocument, cancel);
    });

    public Task<PolicyStepDocument[]> HistoryAsync(CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.GetAsync("api/policies/history", cancel);
        return await ReadAsync(answer, PolicyJson.Default.PolicyStepDocumentArray, cancel);
    });

    /// <summary>The documents of a version, whose hash is checked here too.</summary>
    public Task<VersionContent> ContentAsync(string version, CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.GetAsync($"api/policies/versions/{Uri.EscapeDataString(version)}", cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new InspectionException($"there is no version {version}, or several begin so");
        }

        Check(answer);
        return VersionContent.TryUnpack(await answer.Content.ReadAsByteArrayAsync(cancel), null, out var content)
            && content.Version.StartsWith(version, StringComparison.OrdinalIgnoreCase)
            ? content
            : throw new InspectionException($"what came is not version {version}");
    });

    public Task<PolicyAnswerDocument> ProposeAsync(
        VersionContent content, string why, PolicyExpectation? expectation, CancellationToken cancel) => GuardAsync(async () =>
    {
        var expected = expectation is { } e
            ? string.Create(CultureInfo.InvariantCulture, $"&share={e.Share:R}&low={e.Low:R}&high={e.High:R}&decisions={e.Decisions}")
            : "";
        using var body = new ByteArrayContent(content.Pack());
        using var answer = await _client.PostAsync($"api/policies/versions?why={Uri.EscapeDataString(why)}{expected}", body, cancel);
        return await ReadAsync(answer, PolicyJson.Default.PolicyAnswerDocument, cancel);
    });

    public Task<PolicyAnswerDocument> TakeAsync(PolicyStepRequest step, CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.PostAsJsonAsync("api/policies/steps", step, PolicyJson.Default.PolicyStepRequest, cancel);
        return await ReadAsync(answer, PolicyJson.Default.PolicyAnswerDocument, cancel);
    });

    public void Dispose() => _client.Dispose();

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancel)
    {
        Check(answer);
        return await answer.Content.ReadFromJsonAsync(type, cancel) ?? throw new InspectionException("the gateway answered with nothing");
    }

    private static void Check(HttpResponseMessage answer)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.Conflict:
                return;
            case HttpStatusCode.Unauthorized:
                throw new InspectionException("user name or password is wrong");
            case HttpStatusCode.TooManyRequests:
                throw new InspectionException("too many attempts with a wrong password; wait some minutes");
            default:
                throw new InspectionException($"the gateway answered with {(int)answer.StatusCode}");
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new InspectionException($"no answer from {_client.BaseAddress}: {e.Message}", e);
        }
    }
}
