namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// Robot that a user agent names. A claim, not a proof: whoever depends on it checks the address too. Values are stored: never
/// renumber.
/// </summary>
public enum AgentBot : byte
{
    None = 0,

    /// <summary>Calls itself a robot, crawler or spider and is none of the others.</summary>
    Other = 1,
    Google = 2,
    Bing = 3,
    Yandex = 4,
    Baidu = 5,
    DuckDuckGo = 6,
    Yahoo = 7,
    Apple = 8,
    Facebook = 9,
    Twitter = 10,
    LinkedIn = 11,
    Pinterest = 12,
    Slack = 13,
    Discord = 14,
    Telegram = 15,
    WhatsApp = 16,
    Ahrefs = 17,
    Semrush = 18,
    Majestic = 19,
    Moz = 20,
    Petal = 21,
    Bytedance = 22,
    Amazon = 23,
    OpenAI = 24,
    Anthropic = 25,
    Perplexity = 26,
    CommonCrawl = 27,
    InternetArchive = 28,
    UptimeRobot = 29,
    Pingdom = 30,
    Sogou = 31,
    Seznam = 32,
    DataForSeo = 33,
    Screaming = 34,
}
