using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Headers that answers carry.</summary>
internal static class AnswerHeaders
{
    public const string DecisionId = "X-Decision-Id";

    /// <summary>For every answer of our own: referenced, never stored, never sniffed.</summary>
    public static void WriteOwn(HttpResponse response, EventId id)
    {
        var headers = response.Headers;
        headers[DecisionId] = id.ToString();
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    public static string Cookie(string name, string value, TimeSpan lifetime, bool secure) =>
        $"{name}={value}; Path=/; Max-Age={(long)lifetime.TotalSeconds}; HttpOnly; SameSite=Lax{(secure ? "; Secure" : "")}";

    public static string ExpiredCookie(string name, bool secure) =>
        $"{name}=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax{(secure ? "; Secure" : "")}";
}
