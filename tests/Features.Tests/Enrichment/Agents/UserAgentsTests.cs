using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Enrichment.Agents;

namespace SecurityDecisioning.Features.Tests.Enrichment.Agents;

internal sealed class UserAgentsTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    [TestCase(Chrome, AgentFamily.Chrome, 126, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(Chrome + " Edg/126.0.2592.61", AgentFamily.Edge, 126, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(Chrome + " OPR/111.0.0.0", AgentFamily.Opera, 111, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(Chrome + " Vivaldi/6.8", AgentFamily.Vivaldi, 6, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
        AgentFamily.HeadlessChrome, 126, AgentSystem.Linux, AgentDevice.Bot)]
    [TestCase(
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        AgentFamily.Chrome, 126, AgentSystem.ChromeOS, AgentDevice.Desktop)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        AgentFamily.Chrome, 126, AgentSystem.Android, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        AgentFamily.Chrome, 126, AgentSystem.Android, AgentDevice.Tablet)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 13; SM-S901B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.0.0 Mobile Safari/537.36",
        AgentFamily.AndroidWebView, 125, AgentSystem.Android, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
        AgentFamily.SamsungInternet, 25, AgentSystem.Android, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (Linux; U; Android 12; en-us; Redmi) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.4",
        AgentFamily.MiuiBrowser, 14, AgentSystem.Android, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        AgentFamily.Safari, 17, AgentSystem.IOS, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
        AgentFamily.Chrome, 126, AgentSystem.IOS, AgentDevice.Tablet)]
    [TestCase(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        AgentFamily.IOSWebView, 0, AgentSystem.IOS, AgentDevice.Mobile)]
    [TestCase(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        AgentFamily.Safari, 17, AgentSystem.MacOS, AgentDevice.Desktop)]
    [TestCase(
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
        AgentFamily.Firefox, 127, AgentSystem.Linux, AgentDevice.Desktop)]
    [TestCase(
        "Mozilla/5.0 (Android 14; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0",
        AgentFamily.Firefox, 127, AgentSystem.Android, AgentDevice.Tablet)]
    [TestCase(
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        AgentFamily.InternetExplorer, 11, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(
        "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
        AgentFamily.InternetExplorer, 10, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase(
        "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18", AgentFamily.Opera, 12, AgentSystem.Windows, AgentDevice.Desktop)]
    [TestCase("curl/8.5.0", AgentFamily.Curl, 8, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("python-requests/2.31.0", AgentFamily.PythonRequests, 2, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("Python/3.11 aiohttp/3.9.1", AgentFamily.PythonUrllib, 3, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("Go-http-client/2.0", AgentFamily.Go, 2, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("okhttp/4.12.0", AgentFamily.OkHttp, 4, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("Mozilla/5.0 (compatible; Nmap Scripting Engine)", AgentFamily.Scanner, 0, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("sqlmap/1.8#stable (https://sqlmap.org)", AgentFamily.Scanner, 1, AgentSystem.Unknown, AgentDevice.Library)]
    [TestCase("", AgentFamily.Unknown, 0, AgentSystem.Unknown, AgentDevice.Unknown)]
    [TestCase("   ", AgentFamily.Unknown, 0, AgentSystem.Unknown, AgentDevice.Unknown)]
    [TestCase("Mozilla/5.0", AgentFamily.Unknown, 0, AgentSystem.Unknown, AgentDevice.Unknown)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        AgentFamily.Chrome, 126, AgentSystem.Android, AgentDevice.Mobile)]
    public void Agent_is_read(string userAgent, AgentFamily family, int version, AgentSystem system, AgentDevice device)
    {
        var agent = UserAgents.Parse(userAgent);

        Assert.That(
            (agent.Family, (int)agent.Version, agent.System, agent.Device, agent.Bot), Is.EqualTo((family, version, system, device, AgentBot.None)));
    }

    [TestCase("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", AgentBot.Google)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        AgentBot.Google)]
    [TestCase("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36", AgentBot.Bing)]
    [TestCase("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", AgentBot.Baidu)]
    [TestCase("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", AgentBot.Facebook)]
    [TestCase("Mozilla/5.0 (compatible; GPTBot/1.0; +https://openai.com/gptbot)", AgentBot.OpenAI)]
    [TestCase("Mozilla/5.0 (compatible; ExampleCrawler/1.0)", AgentBot.Other)]
    [TestCase("+http://example.com/about (compatible; AhrefsBot/7.0)", AgentBot.Ahrefs)]
    public void Robot_is_named(string userAgent, AgentBot bot)
    {
        var agent = UserAgents.Parse(userAgent);

        Assert.That((agent.Family, agent.Device, agent.Bot), Is.EqualTo((AgentFamily.Bot, AgentDevice.Bot, bot)));
    }

    [Test]
    public void Nothing_past_the_bound_is_read()
    {
        var padding = new string('x', UserAgents.MaxLength - 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(UserAgents.Parse(padding + " curl/8").IsNone, Is.True);
            Assert.That(UserAgents.Parse("curl/8 " + new string('(', 10_000_000)).Family, Is.EqualTo(AgentFamily.Curl));
        }
    }

    [Test]
    public void Any_text_is_read_without_a_word_and_without_allocation()
    {
        // The tables of words are made at first use.
        UserAgents.Parse(Chrome + " " + new string('x', 20));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Where(s => s is not null).ToArbitrary(), text =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var agent = UserAgents.Parse(text);
            var hints = ClientHints.Compare(new ClientSignals { UserAgent = text, Brands = text, Mobile = text, Platform = text }, agent);
            return GC.GetAllocatedBytesForCurrentThread() == before && hints <= HintAgreement.Contradict;
        }));
    }

    [TestCase(Chrome, "\"Chromium\";v=\"126\", \"Google Chrome\";v=\"126\", \"Not/A)Brand\";v=\"8\"", "?0", "\"Windows\"", HintAgreement.Agree)]
    [TestCase(Chrome, "", "", "", HintAgreement.Absent)]
    [TestCase(Chrome, "\"Chromium\";v=\"119\", \"Google Chrome\";v=\"119\"", "?0", "\"Windows\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Chromium\";v=\"126\", \"HeadlessChrome\";v=\"126\"", "?0", "\"Windows\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Chromium\";v=\"126\", \"Microsoft Edge\";v=\"126\"", "?0", "\"Windows\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Chromium\";v=\"126\", \"Brave\";v=\"126\"", "?0", "\"Windows\"", HintAgreement.Agree)]
    [TestCase(Chrome, "\"Chromium\";v=\"126\"", "?0", "\"Linux\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Chromium\";v=\"126\"", "?1", "\"Windows\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Not/A)Brand\";v=\"8\"", "?0", "\"Windows\"", HintAgreement.Contradict)]
    [TestCase(Chrome + " Edg/126.0.2592.61", "\"Chromium\";v=\"126\", \"Microsoft Edge\";v=\"126\"", "?0", "\"Windows\"", HintAgreement.Agree)]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "\"Chromium\";v=\"126\"", "?1", "\"Android\"", HintAgreement.Agree)]
    [TestCase(
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "\"Chromium\";v=\"126\"", "?0", "\"Linux\"",
        HintAgreement.Contradict)]
    [TestCase("python-requests/2.31.0", "\"Chromium\";v=\"126\"", "?0", "\"Linux\"", HintAgreement.Contradict)]
    [TestCase(Chrome, "\"Chromium", "", "", HintAgreement.Contradict)]
    [TestCase(
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
        "\"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"", "?0", "\"Linux\"", HintAgreement.Agree, Description = "Debian's Chromium")]
    public void Hints_are_held_against_the_user_agent(string userAgent, string brands, string mobile, string platform, HintAgreement agreement)
    {
        var signals = new ClientSignals { UserAgent = userAgent, Brands = brands, Mobile = mobile, Platform = platform };

        Assert.That(ClientHints.Compare(signals, UserAgents.Parse(userAgent)), Is.EqualTo(agreement));
    }
}
