using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>The request of a policy's test: readable names become the event that the policy would see.</summary>
internal static class TestRequestReader
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

    /// <summary>2026-01-05T12:00:00Z: tests do not depend on the day they run.</summary>
    private const long TimeMs = 1_767_614_400_000;

    private const RequestTraits BrowserTraits = RequestTraits.HasUserAgent | RequestTraits.HasAccept | RequestTraits.HasAcceptLanguage
        | RequestTraits.HasAcceptEncoding | RequestTraits.HasFetchMetadata | RequestTraits.HasCookie | RequestTraits.AcceptsHtml;

    public static string[] Keys { get; } =
    [
        "operation", "method", "path", "route", "host", "ip", "country", "user_agent", "account", "session", "device", "api_key",
        "browser", "clearance", "forged_token", "account_verified", "unreadable_body",
    ];

    public static bool Accepts(string key, string value) => key switch
    {
        "operation" => Operations.TryParse(value, out _),
        "method" => RequestMethods.Parse(value) != RequestMethod.Other,
        "ip" => ClientAddress.TryParse(value, out _),
        "country" => value.Length == 2,
        "browser" or "clearance" or "forged_token" or "account_verified" or "unreadable_body" => value is "true" or "false",
        _ => value.Length <= EventLimits.Path,
    };

    public static SecurityEvent Read(IReadOnlyDictionary<string, Field> request)
    {
        var operation = Operations.TryParse(Get("operation", "page"), out var named) ? named : Operation.Page;
        var ip = ClientAddress.TryParse(Get("ip", "203.0.113.9"), out var address) ? address : default;
        var isBrowser = Get("browser", "true") == "true";
        var traits = isBrowser ? BrowserTraits : RequestTraits.HasUserAgent | RequestTraits.HasAccept;
        traits |= Get("clearance", "false") == "true" ? RequestTraits.HasClearance : 0;
        traits |= Get("forged_token", "false") == "true" ? RequestTraits.ForgedToken : 0;
        traits |= Get("unreadable_body", "false") == "true" ? RequestTraits.UnreadableBody : 0;
        traits |= Get("account_verified", "false") == "true" ? RequestTraits.AccountVerified : 0;
        return new SecurityEvent
        {
            Id = EventId.New(TimeMs),
            Kind = EventKind.Request,
            TimeMs = TimeMs,
            Operation = operation,
            Method = RequestMethods.Parse(Get("method", operation is Operation.Page or Operation.Static ? "GET" : "POST")),
            Traits = traits,
            Route = Get("route", Operations.NameOf(operation)),
            Host = Get("host", "shop.example"),
            Path = Get("path", "/"),
            UserAgent = Get("user_agent", isBrowser ? Browser : "curl/8.5.0"),
            Account = Id("account"),
            Session = Id("session"),
            Device = Id("device"),
            ApiKey = Id("api_key"),
            Ip = ip,
            Country = Get("country", ""),
        };

        string Get(string key, string otherwise) => request.TryGetValue(key, out var field) ? field.Value : otherwise;

        Pseudonym Id(string key) => request.TryGetValue(key, out var field)
            ? Pseudonym.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(field.Value)))
            : default;
    }
}
