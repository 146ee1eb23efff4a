using System.Buffers;

namespace SecurityDecisioning.Features.Facts;

/// <summary>User agents that say themselves that they are a program.</summary>
internal static class BotAgents
{
    private static readonly SearchValues<string> Tokens = SearchValues.Create(
        [
            "crawl", "spider", "slurp", "scrapy", "headless", "phantomjs", "selenium", "playwright", "puppeteer",
            "curl/", "wget/", "httpie", "python", "aiohttp", "httpx", "go-http-client", "java/", "okhttp", "apache-httpclient",
            "libwww", "lwp::", "perl", "ruby", "php/", "guzzle", "axios", "node-fetch", "undici", "got (", "postmanruntime",
            "insomnia", "restsharp", "nmap", "nikto", "sqlmap", "zgrab", "masscan", "hydra", "nuclei", "gobuster", "ffuf",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Bot = SearchValues.Create(["bot"], StringComparison.OrdinalIgnoreCase);

    public static bool Matches(string userAgent) =>
        userAgent.AsSpan().Trim().IsEmpty || userAgent.AsSpan().ContainsAny(Tokens) || NamesBot(userAgent);

    private static bool NamesBot(ReadOnlySpan<char> userAgent)
    {
        while (userAgent.IndexOfAny(Bot) is >= 0 and var at)
        {
            // Cubot makes telephones.
            if (!userAgent[..at].EndsWith("cu", StringComparison.OrdinalIgnoreCase)) return true;
            userAgent = userAgent[(at + 3)..];
        }

        return false;
    }
}
