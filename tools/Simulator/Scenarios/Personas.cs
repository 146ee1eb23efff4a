namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>The clients of the simulated world.</summary>
internal static class Personas
{
    private const string WebKit = "AppleWebKit/537.36 (KHTML, like Gecko)";

    private static readonly string[] Desktop =
    [
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WebKit} Chrome/141.0.0.0 Safari/537.36",
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WebKit} Chrome/142.0.0.0 Safari/537.36",
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WebKit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WebKit} Chrome/142.0.0.0 Safari/537.36",
        $"Mozilla/5.0 (X11; Linux x86_64) {WebKit} Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
    ];

    private static readonly string[] Mobile =
    [
        $"Mozilla/5.0 (Linux; Android 15; Pixel 9) {WebKit} Chrome/142.0.0.0 Mobile Safari/537.36",
        $"Mozilla/5.0 (Linux; Android 14; SM-S921B) {WebKit} Chrome/141.0.0.0 Mobile Safari/537.36",
        $"Mozilla/5.0 (Linux; Android 13; SM-A546B) {WebKit} Chrome/140.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
            + "Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.7 "
            + "Mobile/15E148 Safari/604.1",
    ];

    private static readonly string[] Tools =
        ["python-requests/2.32.3", "Go-http-client/1.1", "curl/8.5.0", "okhttp/4.12.0", "aiohttp/3.10.5", "Java/17.0.9", ""];

    private static readonly string[] Integrations =
        ["ShopSync/2.3 (+https://sync.example)", "StockKeeper/1.8", "okhttp/4.12.0", "python-requests/2.32.3"];

    public static Persona DesktopBrowser(Rng rng) => Persona.Browser(rng.Pick(Desktop));

    public static Persona MobileBrowser(Rng rng) => Persona.Browser(rng.Pick(Mobile));

    public static Persona AnyBrowser(Rng rng) => rng.Chance(0.55) ? DesktopBrowser(rng) : MobileBrowser(rng);

    public static Persona Integration(Rng rng) => Persona.Program(rng.Pick(Integrations));

    public static Persona Crawler() =>
        Persona.Program("Mozilla/5.0 (compatible; FairSearchBot/2.1; +https://search.example/bot)") with
        {
            Headers = RequestTraits.HasUserAgent | RequestTraits.HasAccept | RequestTraits.HasAcceptEncoding,
        };

    /// <summary>From the crude to the careful: named tools, half-copied headers, full disguise with or without cookies.</summary>
    public static Persona AttackTool(Rng rng) => rng.Below(10) switch
    {
        < 3 => Persona.Program(rng.Pick(Tools)),
        < 5 => Persona.HalfDisguised(rng.Pick(Desktop)),
        < 8 => Persona.Disguised(rng.Pick(Desktop), keepsCookies: false),
        _ => Persona.Disguised(rng.Pick(Desktop), keepsCookies: true),
    };
}
