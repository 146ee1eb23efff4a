using System.Numerics;

namespace SecurityDecisioning.Features.Facts;

/// <summary>The <c>request.*</c> features: what the event says of itself.</summary>
internal static class RequestFacts
{
    private const long HourMs = 3_600_000;
    private const RequestTraits BrowserHeaders = RequestTraits.HasAccept | RequestTraits.HasAcceptLanguage
        | RequestTraits.HasAcceptEncoding | RequestTraits.HasFetchMetadata;

    private static readonly int HourUtc = FeatureCatalog.IndexOf("request.hour_utc");
    private static readonly int FirstOperation = HourUtc + 1;
    private static readonly int BrowserHeaderCount = FeatureCatalog.IndexOf("request.browser_headers");
    private static readonly int HasCookie = FeatureCatalog.IndexOf("request.has_cookie");
    private static readonly int HasReferer = FeatureCatalog.IndexOf("request.has_referer");
    private static readonly int HasClearance = FeatureCatalog.IndexOf("request.has_clearance");
    private static readonly int ForgedToken = FeatureCatalog.IndexOf("request.forged_token");
    private static readonly int UserAgentLength = FeatureCatalog.IndexOf("request.user_agent_length");
    private static readonly int BotUserAgent = FeatureCatalog.IndexOf("request.bot_user_agent");

    private static readonly int HintsContradict = FeatureCatalog.IndexOf("request.hints_contradict");

    /// <summary>In the order of the features, which follow <see cref="HintsContradict"/>.</summary>
    private static readonly NetworkTraits[] Networks =
    [
        NetworkTraits.Tor, NetworkTraits.Hosting, NetworkTraits.Vpn, NetworkTraits.PublicProxy, NetworkTraits.ResidentialProxy,
        NetworkTraits.Anonymous, NetworkTraits.Allowed,
    ];

    public static void Write(SecurityEvent e, long timeMs, bool isBot, Span<float> vector)
    {
        vector[HourUtc] = timeMs / HourMs % 24;
        vector.Slice(FirstOperation, Operations.All.Count).Clear();

        // An event of a newer version may carry an operation this catalogue has no feature for.
        if ((int)e.Operation < Operations.All.Count) vector[FirstOperation + (int)e.Operation] = 1;
        vector[BrowserHeaderCount] = BitOperations.PopCount((uint)(e.Traits & BrowserHeaders));
        vector[HasCookie] = Flag(e, RequestTraits.HasCookie);
        vector[HasReferer] = Flag(e, RequestTraits.HasReferer);
        vector[HasClearance] = Flag(e, RequestTraits.HasClearance);
        vector[ForgedToken] = Flag(e, RequestTraits.ForgedToken);
        vector[UserAgentLength] = Math.Min(e.UserAgent.Length, EventLimits.UserAgent);
        vector[HintsContradict] = e.Hints switch
        {
            HintAgreement.Agree => 0,
            HintAgreement.Contradict => 1,
            _ => float.NaN,
        };
        for (var i = 0; i < Networks.Length; i++) vector[HintsContradict + 1 + i] = (e.Network & Networks[i]) != 0 ? 1 : 0;
        vector[BotUserAgent] = isBot ? 1 : 0;
    }

    private static float Flag(SecurityEvent e, RequestTraits trait) => (e.Traits & trait) != 0 ? 1 : 0;
}
