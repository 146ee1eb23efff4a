namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>How a client presents itself.</summary>
/// <param name="UserAgent">The User-Agent header, empty for none.</param>
/// <param name="Headers">Which of the headers a browser sends it sends.</param>
/// <param name="KeepsCookies">Whether it sends back what it was given.</param>
/// <param name="LoadsAssets">Whether it fetches styles and scripts, as a browser does by itself.</param>
public sealed record Persona(string UserAgent, RequestTraits Headers, bool KeepsCookies, bool LoadsAssets)
{
    private const RequestTraits Full = RequestTraits.HasUserAgent | RequestTraits.HasAccept | RequestTraits.HasAcceptLanguage
        | RequestTraits.HasAcceptEncoding | RequestTraits.HasFetchMetadata;

    /// <summary>A person's browser; Chromium and its kin send client hints too.</summary>
    public static Persona Browser(string userAgent) => new(
        userAgent,
        userAgent.Contains("Chrome/", StringComparison.Ordinal) ? Full | RequestTraits.HasClientHints : Full,
        KeepsCookies: true,
        LoadsAssets: true);

    /// <summary>A tool that copies a browser's headers but fetches nothing by itself.</summary>
    public static Persona Disguised(string userAgent, bool keepsCookies) =>
        Browser(userAgent) with { KeepsCookies = keepsCookies, LoadsAssets = false };

    /// <summary>A tool that copies the user agent and forgets the rest.</summary>
    public static Persona HalfDisguised(string userAgent) => new(
        userAgent,
        RequestTraits.HasUserAgent | RequestTraits.HasAccept | RequestTraits.HasAcceptEncoding,
        KeepsCookies: false,
        LoadsAssets: false);

    /// <summary>A program that says what it is.</summary>
    public static Persona Program(string userAgent) => new(
        userAgent,
        RequestTraits.HasAccept | (userAgent.Length > 0 ? RequestTraits.HasUserAgent : RequestTraits.None),
        KeepsCookies: false,
        LoadsAssets: false);

    public bool IsBrowser => LoadsAssets;
}
