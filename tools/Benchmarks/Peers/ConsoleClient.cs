using System.Net;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>An analyst at a gateway's console, with its forms.</summary>
internal sealed partial class ConsoleClient : IDisposable
{
    private const string NewRestriction = "restrictions/new";

    private readonly HttpClient _client;
    private string _token = "";

    private ConsoleClient(HttpClient client) => _client = client;

    public static async Task<ConsoleClient> SignInAsync(Uri console, string password)
    {
        var client = new ConsoleClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = console });
        await client.OpenAsync("signin");
        await client.SubmitAsync("signin", ("name", "analyst"), ("password", password));
        await client.OpenAsync(NewRestriction);
        return client;
    }

    /// <summary>One form, sent; returns once the console says that it holds.</summary>
    public Task ThrottleAsync(string entity) => SubmitAsync(
        NewRestriction, ("entity", entity), ("action", "throttle"), ("minutes", "60"), ("reason", "Set by a benchmark"));

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    private async Task OpenAsync(string page) => _token = Token().Match(await _client.GetStringAsync(page)).Groups[1].Value;

    private async Task SubmitAsync(string page, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", _token)).Select(static f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await _client.PostAsync(page, body);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"the console answered {(int)answer.StatusCode} to the form {page}");
        }
    }
}
