namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>Positions of the features that tell a browser from a program.</summary>
internal static class RequestFacts
{
    public static readonly int BrowserHeaders = FeatureCatalog.IndexOf("request.browser_headers");
    public static readonly int HasCookie = FeatureCatalog.IndexOf("request.has_cookie");
    public static readonly int HasReferer = FeatureCatalog.IndexOf("request.has_referer");
    public static readonly int BotUserAgent = FeatureCatalog.IndexOf("request.bot_user_agent");
    public static readonly int ForgedToken = FeatureCatalog.IndexOf("request.forged_token");
}
