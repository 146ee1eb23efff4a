using System.Buffers;

namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>How robots call themselves.</summary>
internal static class AgentRobots
{
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        ["bot", "crawl", "spider", "slurp", "scrape", "monitoring", "preview"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a word that is not in the table says that a robot speaks: by its name, or by a page about it.</summary>
    public static bool LooksLike(ReadOnlySpan<char> word) =>
        word.StartsWith("+http", StringComparison.OrdinalIgnoreCase)
        // Cubot makes telephones.
        || (word.ContainsAny(Stems) && !word.Contains("cubot", StringComparison.OrdinalIgnoreCase));

    public static void Put(Action<AgentBot, string> put)
    {
        foreach (var (bot, words) in All)
        {
            foreach (var word in words)
            {
                put(bot, word);
            }
        }
    }

    private static (AgentBot Bot, string[] Words)[] All { get; } =
    [
        (
            AgentBot.Google,
            [
                "Googlebot", "Googlebot-Image", "Googlebot-News", "Googlebot-Video", "Storebot-Google", "AdsBot-Google",
                "AdsBot-Google-Mobile", "Mediapartners-Google", "APIs-Google", "FeedFetcher-Google", "Google-InspectionTool",
                "GoogleOther", "Google-Read-Aloud", "Google-Site-Verification",
            ]),
        (AgentBot.Bing, ["bingbot", "BingPreview", "adidxbot", "msnbot"]),
        (AgentBot.Yandex, ["YandexBot", "YandexImages", "YandexMobileBot", "YandexAccessibilityBot", "YandexMetrika"]),
        (AgentBot.Baidu, ["Baiduspider", "Baiduspider-image", "Baiduspider-render"]),
        (AgentBot.DuckDuckGo, ["DuckDuckBot", "DuckDuckGo-Favicons-Bot", "DuckAssistBot"]),
        (AgentBot.Yahoo, ["Slurp"]),
        (AgentBot.Apple, ["Applebot", "Applebot-Extended"]),
        (AgentBot.Facebook, ["facebookexternalhit", "facebookcatalog", "meta-externalagent", "meta-externalfetcher", "FacebookBot"]),
        (AgentBot.Twitter, ["Twitterbot"]),
        (AgentBot.LinkedIn, ["LinkedInBot"]),
        (AgentBot.Pinterest, ["Pinterestbot"]),
        (AgentBot.Slack, ["Slackbot", "Slackbot-LinkExpanding", "Slack-ImgProxy"]),
        (AgentBot.Discord, ["Discordbot"]),
        (AgentBot.Telegram, ["TelegramBot"]),
        (AgentBot.WhatsApp, ["WhatsApp"]),
        (AgentBot.Ahrefs, ["AhrefsBot", "AhrefsSiteAudit"]),
        (AgentBot.Semrush, ["SemrushBot", "SiteAuditBot", "SplitSignalBot"]),
        (AgentBot.Majestic, ["MJ12bot"]),
        (AgentBot.Moz, ["rogerbot", "DotBot"]),
        (AgentBot.Petal, ["PetalBot", "AspiegelBot"]),
        (AgentBot.Bytedance, ["Bytespider"]),
        (AgentBot.Amazon, ["Amazonbot", "Amzn-SearchBot"]),
        (AgentBot.OpenAI, ["GPTBot", "ChatGPT-User", "OAI-SearchBot"]),
        (AgentBot.Anthropic, ["ClaudeBot", "Claude-Web", "Claude-User", "Claude-SearchBot", "anthropic-ai"]),
        (AgentBot.Perplexity, ["PerplexityBot", "Perplexity-User"]),
        (AgentBot.CommonCrawl, ["CCBot"]),
        (AgentBot.InternetArchive, ["archive.org_bot", "ia_archiver", "Wayback"]),
        (AgentBot.UptimeRobot, ["UptimeRobot"]),
        (AgentBot.Pingdom, ["Pingdom", "PingdomPageSpeed", "Pingdom.com_bot_version_1.4_(http"]),
        (AgentBot.Sogou, ["Sogou"]),
        (AgentBot.Seznam, ["SeznamBot"]),
        (AgentBot.DataForSeo, ["DataForSeoBot"]),
        (AgentBot.Screaming, ["Screaming"]),
    ];
}
