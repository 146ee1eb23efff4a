using System.Buffers.Binary;
using System.Globalization;
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

    private static readonly (string Key, RequestTraits Trait)[] Traits =
    [
        ("clearance", RequestTraits.HasClearance), ("forged_token", RequestTraits.ForgedToken),
        ("unreadable_body", RequestTraits.UnreadableBody), ("account_verified", RequestTraits.AccountVerified),
        ("referer", RequestTraits.HasReferer),
    ];

    private static readonly (string Key, NetworkTraits Trait)[] Networks =
    [
        ("tor", NetworkTraits.Tor), ("hosting", NetworkTraits.Hosting), ("vpn", NetworkTraits.Vpn),
        ("public_proxy", NetworkTraits.PublicProxy), ("residential_proxy", NetworkTraits.ResidentialProxy),
        ("anonymous", NetworkTraits.Anonymous), ("allowed_network", NetworkTraits.Allowed),
    ];

    private static readonly string[] Texts =
    [
        "operation", "method", "path", "route", "host", "ip", "country", "asn", "user_agent", "agent", "hints", "ja4", "account",
        "session", "device", "api_key",
    ];

    private static readonly string[] Flags = ["browser", .. Traits.Select(t => t.Key), .. Networks.Select(n => n.Key)];

    public static string[] Keys { get; } = [.. Texts, .. Flags];

    /// <summary>Keys that are true or false.</summary>
    public static IReadOnlyList<string> FlagKeys => Flags;

    /// <summary>The traits of networks by the name that their feature has too.</summary>
    public static IReadOnlyList<(string Key, NetworkTraits Trait)> NetworkFacts => Networks;

    /// <summary>What <c>agent</c> may be.</summary>
    public static IReadOnlyList<string> Agents { get; } = [.. Enum.GetNames<AgentFamily>().Select(n => n.ToLowerInvariant())];

    /// <summary>What <c>hints</c> may be.</summary>
    public static IReadOnlyList<string> Hints { get; } = [.. Enum.GetNames<HintAgreement>().Select(n => n.ToLowerInvariant())];

    public static bool Accepts(string key, string value) => key switch
    {
        "operation" => Operations.TryParse(value, out _),
        "method" => RequestMethods.Parse(value) != RequestMethod.Other,
        "ip" => ClientAddress.TryParse(value, out _),
        "country" => value.Length == 2 && value.All(char.IsAsciiLetterUpper),
        "asn" => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "agent" => Agents.Contains(value),
        "hints" => Hints.Contains(value),
        "path" => value.Length <= EventLimits.Path && PlainPath.TryRead(value, out _),
        _ when Flags.Contains(key) => value is "true" or "false",
        _ => value.Length <= EventLimits.Path,
    };

    public static SecurityEvent Read(IReadOnlyDictionary<string, Field> request, Field? at = null)
    {
        var operation = Operations.TryParse(Get("operation", "page"), out var named) ? named : Operation.Page;
        var ip = ClientAddress.TryParse(Get("ip", "203.0.113.9"), out var address) ? address : default;
        var isBrowser = Get("browser", "true") == "true";
        var traits = isBrowser ? BrowserTraits : RequestTraits.HasUserAgent | RequestTraits.HasAccept;
        var timeMs = Moments.TryParse(at?.Value, out var ms) ? ms : TimeMs;
        return new SecurityEvent
        {
            Id = EventId.New(timeMs),
            Kind = EventKind.Request,
            TimeMs = timeMs,
            Operation = operation,
            Method = RequestMethods.Parse(Get("method", operation is Operation.Page or Operation.Static ? "GET" : "POST")),
            Traits = Traits.Aggregate(traits, (all, t) => IsTrue(t.Key) ? all | t.Trait : all),
            Route = Get("route", Operations.NameOf(operation)),
            Host = Get("host", "shop.example"),
            Path = PlainPath.TryRead(Get("path", "/"), out var path) ? path : "/",
            UserAgent = Get("user_agent", isBrowser ? Browser : "curl/8.5.0"),
            Account = Id("account"),
            Session = Id("session"),
            Device = Id("device"),
            ApiKey = Id("api_key"),
            Ip = ip,
            Country = Get("country", ""),
            Asn = uint.Parse(Get("asn", "0"), NumberStyles.None, CultureInfo.InvariantCulture),
            Network = Networks.Aggregate(NetworkTraits.None, (all, n) => IsTrue(n.Key) ? all | n.Trait : all),
            Agent = AgentOf(Get("agent", "")),
            Hints = Enum.TryParse<HintAgreement>(Get("hints", ""), ignoreCase: true, out var hints) ? hints : HintAgreement.Absent,
            Ja4 = request.ContainsKey("ja4") ? BinaryPrimitives.ReadUInt64BigEndian(Hash(Get("ja4", ""))) : 0,
        };

        string Get(string key, string otherwise) => request.TryGetValue(key, out var field) ? field.Value : otherwise;

        bool IsTrue(string key) => Get(key, "false") == "true";

        Pseudonym Id(string key) => request.TryGetValue(key, out var field) ? PseudonymOf(field.Value) : default;
    }

    /// <summary>The pseudonym that a readable name stands for in tests.</summary>
    private static Pseudonym PseudonymOf(string name) => Pseudonym.FromBytes(Hash(name));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static ClientAgent AgentOf(string name)
    {
        if (!Enum.TryParse<AgentFamily>(name, ignoreCase: true, out var family) || family == AgentFamily.Unknown)
        {
            return default;
        }

        var device = family switch
        {
            AgentFamily.Bot => AgentDevice.Bot,
            >= AgentFamily.Curl and <= AgentFamily.OtherLibrary => AgentDevice.Library,
            _ => AgentDevice.Desktop,
        };
        return new ClientAgent(family, 0, AgentSystem.Unknown, device, AgentBot.None);
    }
}
