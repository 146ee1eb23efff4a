using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityDecisioning.Cli.Inspecting;

namespace SecurityDecisioning.Cli.Governing;

/// <summary>Asks a running gateway at its console's port, as a user.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _client;

    /// <exception cref="InspectionException">The address cannot be asked without giving the password away.</exception>
    public GatewayClient(Access access)
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

    /// <param name="path">What to get, relative to the console.</param>
    /// <param name="type">What the answer is.</param>
    /// <param name="missing">What is said where there is nothing at that path.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InspectionException">The gateway did not answer with it.</exception>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, string missing, CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.GetAsync(path, cancel);
        Check(answer, missing);
        return await ReadAsync(answer, type, cancel);
    });

    /// <inheritdoc cref="GetAsync"/>
    public Task<byte[]> GetBytesAsync(string path, string missing, CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.GetAsync(path, cancel);
        Check(answer, missing);
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    });

    /// <exception cref="InspectionException">The gateway did not answer with it.</exception>
    public Task<T> PostAsync<T>(string path, HttpContent content, JsonTypeInfo<T> type, CancellationToken cancel) => GuardAsync(async () =>
    {
        using var answer = await _client.PostAsync(path, content, cancel);
        Check(answer, null);
        return await ReadAsync(answer, type, cancel);
    });

    /// <exception cref="InspectionException">The gateway did not answer with it.</exception>
    public async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> asked, JsonTypeInfo<TAnswer> type, CancellationToken cancel)
    {
        using var content = JsonContent.Create(request, asked);
        return await PostAsync(path, content, type, cancel);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancel) =>
        await answer.Content.ReadFromJsonAsync(type, cancel) ?? throw new InspectionException("the gateway answered with nothing");

    private static void Check(HttpResponseMessage answer, string? missing)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.Conflict:
                return;
            case HttpStatusCode.Unauthorized:
                throw new InspectionException("user name or password is wrong");
            case HttpStatusCode.TooManyRequests:
                throw new InspectionException("too many attempts with a wrong password; wait some minutes");
            case HttpStatusCode.NotFound when missing is not null:
                throw new InspectionException(missing);
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
