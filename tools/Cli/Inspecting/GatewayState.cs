using System.Net.Http.Json;
using System.Text.Json;
using SecurityDecisioning.Gateway.Peers;

namespace SecurityDecisioning.Cli.Inspecting;

/// <summary>Asks a running gateway what it knows, at its console's port.</summary>
internal static class GatewayState
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="InspectionException">It does not answer, or not with a state.</exception>
    public static async Task<StateDocument> AskAsync(string console, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(console, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InspectionException($"{console} is no address such as http://127.0.0.1:8081");
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            return await client.GetFromJsonAsync(new Uri(address, "/state"), StateJson.Default.StateDocument, cancellationToken)
                ?? throw new InspectionException($"{console} answered with nothing");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException)
        {
            throw new InspectionException($"no state from {console}: {e.Message} It is asked on the gateway's own machine", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InspectionException($"no state from {console} within {Patience.TotalSeconds} s", e);
        }
    }
}
