using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>The facts about a request that name nobody.</summary>
internal static class TraitReader
{
    private static readonly SearchValues<string> Html = SearchValues.Create(["text/html"], StringComparison.OrdinalIgnoreCase);

    public static RequestTraits Read(HttpRequest request, bool trustedPeer)
    {
        var headers = request.Headers;
        var traits = RequestTraits.None;
        traits |= headers.UserAgent.Count > 0 ? RequestTraits.HasUserAgent : 0;
        traits |= headers.AcceptLanguage.Count > 0 ? RequestTraits.HasAcceptLanguage : 0;
        traits |= headers.AcceptEncoding.Count > 0 ? RequestTraits.HasAcceptEncoding : 0;
        traits |= headers.Referer.Count > 0 ? RequestTraits.HasReferer : 0;
        traits |= headers.Cookie.Count > 0 ? RequestTraits.HasCookie : 0;
        traits |= headers.ContainsKey("Sec-Fetch-Site") || headers.ContainsKey("Sec-Fetch-Mode") ? RequestTraits.HasFetchMetadata : 0;
        traits |= headers.ContainsKey("Sec-CH-UA") ? RequestTraits.HasClientHints : 0;
        traits |= IsTls(request, trustedPeer) ? RequestTraits.Tls : 0;
        traits |= HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol) ? RequestTraits.Http2OrLater : 0;
        if (headers.Accept is { Count: > 0 } accept)
        {
            traits |= RequestTraits.HasAccept;
            traits |= accept[0].AsSpan().ContainsAny(Html) ? RequestTraits.AcceptsHtml : 0;
        }

        return traits;
    }

    private static bool IsTls(HttpRequest request, bool trustedPeer) => request.IsHttps
        || (trustedPeer && string.Equals(request.Headers["X-Forwarded-Proto"].ToString(), "https", StringComparison.OrdinalIgnoreCase));
}
