using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Hands what a client says of itself to enrichment.</summary>
internal sealed class ClientReader(ClientEnrichment? enrich)
{
    /// <param name="request">The request.</param>
    /// <param name="address">The client's address.</param>
    public ClientFacts Read(HttpRequest request, ClientAddress address)
    {
        if (enrich is null)
        {
            return default;
        }

        var headers = request.Headers;
        return enrich(new ClientSignals
        {
            Address = address,
            UserAgent = First(headers.UserAgent),
            Brands = First(headers["Sec-CH-UA"]),
            Mobile = First(headers["Sec-CH-UA-Mobile"]),
            Platform = First(headers["Sec-CH-UA-Platform"]),
        });
    }

    /// <summary>The connection's fingerprint; 0 behind a proxy, whose own TLS it would be.</summary>
    public static ulong Ja4Of(HttpContext context, bool trustedPeer) =>
        trustedPeer ? 0 : context.Features.Get<TlsFingerprint>()?.Ja4 ?? 0;

    private static string? First(StringValues values) => values.Count == 0 ? null : values[0];
}
