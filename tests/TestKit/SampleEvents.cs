using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.TestKit;

/// <summary>Events as a test names them: "alice from 203.0.113.9 at 12 s".</summary>
public static class SampleEvents
{
    public const string Browser =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    public const RequestTraits BrowserTraits = RequestTraits.HasUserAgent | RequestTraits.HasAccept
        | RequestTraits.HasAcceptLanguage | RequestTraits.HasAcceptEncoding | RequestTraits.HasFetchMetadata
        | RequestTraits.HasReferer | RequestTraits.HasCookie | RequestTraits.AcceptsHtml;

    /// <summary>2026-01-05T12:00:00Z, a Monday.</summary>
    public const long StartMs = 1_767_614_400_000;

    /// <summary>A pseudonym for a readable name; none for null. Not keyed: test data only.</summary>
    public static Pseudonym Id(string? name) =>
        name is null ? default : Pseudonym.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static SecurityEvent Request(
        Operation operation = Operation.Page,
        string? account = null,
        string ip = "203.0.113.9",
        string? device = null,
        string? session = null,
        string? apiKey = null,
        string path = "/",
        string userAgent = Browser,
        string country = "",
        long atMs = 0,
        RequestTraits traits = BrowserTraits)
    {
        if (!ClientAddress.TryParse(ip, out var address))
        {
            throw new ArgumentException($"`{ip}` is no address", nameof(ip));
        }

        return new SecurityEvent
        {
            Id = EventId.New(StartMs + atMs),
            Kind = EventKind.Request,
            TimeMs = StartMs + atMs,
            Operation = operation,
            Method = operation is Operation.Page or Operation.Static ? RequestMethod.Get : RequestMethod.Post,
            Traits = traits,
            Route = Operations.NameOf(operation),
            Host = "shop.example",
            Path = path,
            UserAgent = userAgent,
            Account = Id(account),
            Session = Id(session),
            Device = Id(device),
            ApiKey = Id(apiKey),
            Ip = address,
            Country = country,
        };
    }

    /// <summary>What came of <paramref name="request"/>, <paramref name="afterMs"/> later.</summary>
    public static SecurityEvent Outcome(
        SecurityEvent request,
        int status = 200,
        LoginOutcome login = LoginOutcome.None,
        ChallengeOutcome challenge = ChallengeOutcome.None,
        ActionKind action = ActionKind.Allow,
        string? newSession = null,
        long afterMs = 5) => request with
        {
            Kind = EventKind.Outcome,
            TimeMs = request.TimeMs + afterMs,
            Status = status,
            Login = login,
            Challenge = challenge,
            Action = action,
            NewSession = Id(newSession),
            BytesOut = 1024,
            DurationUs = afterMs * 1000,
        };
}
