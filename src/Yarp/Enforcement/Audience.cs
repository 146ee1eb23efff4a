using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Who reads the answer.</summary>
internal static class Audience
{
    /// <summary>
    /// A browser that is about to show the answer as a page: it asks for HTML, and no script or image asked for it.
    /// </summary>
    public static bool IsPerson(HttpRequest request, SecurityEvent securityEvent) =>
        (securityEvent.Traits & RequestTraits.AcceptsHtml) != 0
        && !string.Equals(request.Headers.XRequestedWith.ToString(), "XMLHttpRequest", StringComparison.OrdinalIgnoreCase)
        && (request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document" or "iframe" or "frame");
}
