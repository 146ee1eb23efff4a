using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Keeps a client's own <c>Forwarded</c> (RFC 7239) from the upstream. YARP drops it only on routes
/// that keep its X-Forwarded transforms; here it stays only where a trusted proxy is at the other end and writes it.
/// </summary>
internal sealed class ForwardedHeader(IOptions<SecurityDecisioningOptions> options)
{
    private const string Name = "Forwarded";
    private readonly TrustedProxyList _trusted = new(options.Value.TrustedProxies);
    private readonly bool _written = options.Value.ForwardedHeader == ForwardedHeaderKind.Forwarded;

    public void RemoveForged(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey(Name)
            && !(_written && context.Connection.RemoteIpAddress is { } peer && _trusted.Contains(peer)))
        {
            headers.Remove(Name);
        }
    }
}
