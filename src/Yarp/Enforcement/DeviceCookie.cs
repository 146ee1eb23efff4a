using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Gives a browser its device cookie with the first page it loads.</summary>
internal sealed class DeviceCookie(IOptions<SecurityDecisioningOptions> options, SigningKeys keys)
{
    private readonly bool _enabled = options.Value.IssueDeviceCookie;

    /// <summary>
    /// Sets the cookie where the answer is a page for this browser alone. An answer that a shared cache may keep gets none: the
    /// next visitors would all receive the same device.
    /// </summary>
    public void OfferWithPage(HttpResponse response, SecurityEvent request)
    {
        if (_enabled && request.Device.IsNone && (request.Traits & RequestTraits.AcceptsHtml) != 0
            && IsHtml(response) && !MayBeShared(response))
        {
            Set(response, request);
        }
    }

    /// <summary>Sets the cookie on a page of our own, which is never stored.</summary>
    public void OfferWithOwnPage(HttpResponse response, SecurityEvent request)
    {
        if (_enabled && request.Device.IsNone)
        {
            Set(response, request);
        }
    }

    private void Set(HttpResponse response, SecurityEvent request) => response.Headers.Append(
        "Set-Cookie",
        AnswerHeaders.Cookie(
            DeviceToken.Cookie, DeviceToken.New(keys, request.TimeMs), DeviceToken.Lifetime,
            (request.Traits & RequestTraits.Tls) != 0));

    private static bool IsHtml(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether a shared cache may store the answer (RFC 9111, 3), explicitly or by its own guess.</summary>
    private static bool MayBeShared(HttpResponse response)
    {
        var headers = response.Headers;
        var control = headers.CacheControl.ToString();
        if (control.Contains("no-store", StringComparison.OrdinalIgnoreCase)
            || control.Contains("private", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return control.Contains("public", StringComparison.OrdinalIgnoreCase)
            || control.Contains("max-age", StringComparison.OrdinalIgnoreCase)
            || control.Contains("s-maxage", StringComparison.OrdinalIgnoreCase)
            || headers.Expires.Count > 0
            || headers.LastModified.Count > 0
            || headers.ContainsKey("Surrogate-Control")
            || headers.ContainsKey("CDN-Cache-Control");
    }
}
