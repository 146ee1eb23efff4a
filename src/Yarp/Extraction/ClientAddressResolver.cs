using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Who is at the other end: the TCP peer or, where that is a trusted proxy, the right-most hop that is not one. What stands
/// further left was written by the client and proves nothing.
/// </summary>
internal sealed class ClientAddressResolver(SecurityDecisioningOptions options)
{
    private const int MostHops = 64;
    private readonly TrustedProxyList _trusted = new(options.TrustedProxies);
    private readonly ForwardedHeaderKind _kind = options.ForwardedHeader;

    /// <param name="context">The request.</param>
    /// <param name="forged">A forwarded-address header came from a peer that is not trusted to write one.</param>
    /// <param name="trustedPeer">The TCP peer is a trusted proxy.</param>
    public ClientAddress Resolve(HttpContext context, out bool forged, out bool trustedPeer)
    {
        var headers = context.Request.Headers;
        var peer = context.Connection.RemoteIpAddress;
        trustedPeer = peer is not null && !_trusted.IsEmpty && _trusted.Contains(peer);
        if (!trustedPeer)
        {
            forged = headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded");
            return ClientAddress.From(peer);
        }

        forged = false;
        var values = _kind == ForwardedHeaderKind.XForwardedFor ? headers["X-Forwarded-For"] : headers["Forwarded"];
        return ClientAddress.From(LastUntrusted(values) ?? peer);
    }

    /// <summary>Walks the hops from right to left; stops at the first that no trusted proxy vouches for or that is unreadable.</summary>
    private IPAddress? LastUntrusted(StringValues values)
    {
        var last = default(IPAddress);
        var hops = 0;
        for (var i = values.Count - 1; i >= 0; i--)
        {
            var rest = values[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                var hop = rest[(comma + 1)..].Trim();
                rest = comma < 0 ? default : rest[..comma];
                if (!TryReadHop(hop, out var address) || ++hops > MostHops)
                {
                    return last;
                }

                last = address;
                if (!_trusted.Contains(address))
                {
                    return last;
                }
            }
        }

        return last;
    }

    private bool TryReadHop(ReadOnlySpan<char> hop, out IPAddress address)
    {
        var node = _kind == ForwardedHeaderKind.XForwardedFor ? hop : ForOf(hop);
        node = node.Trim('"');
        if (node.Length > 0 && node[0] == '[')
        {
            var close = node.IndexOf(']');
            node = close < 0 ? default : node[1..close];
        }
        else if (node.Count(':') == 1)
        {
            node = node[..node.IndexOf(':')];
        }

        // IPAddress takes "1" for 0.0.0.1; a hop is written in full.
        address = IPAddress.None;
        return (node.Contains('.') || node.Contains(':')) && IPAddress.TryParse(node, out address!);
    }

    /// <summary>The <c>for</c> parameter of one forwarded element (RFC 7239, 4).</summary>
    private static ReadOnlySpan<char> ForOf(ReadOnlySpan<char> element)
    {
        while (!element.IsEmpty)
        {
            var semicolon = element.IndexOf(';');
            var pair = (semicolon < 0 ? element : element[..semicolon]).Trim();
            element = semicolon < 0 ? default : element[(semicolon + 1)..];
            if (pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase))
            {
                return pair[4..];
            }
        }

        return default;
    }
}
