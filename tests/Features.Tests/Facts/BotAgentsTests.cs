using SecurityDecisioning.Features.Facts;

namespace SecurityDecisioning.Features.Tests.Facts;

internal sealed class BotAgentsTests
{
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("curl/8.5.0")]
    [TestCase("Wget/1.21")]
    [TestCase("python-requests/2.32.3")]
    [TestCase("Go-http-client/2.0")]
    [TestCase("Java/17.0.2")]
    [TestCase("okhttp/4.12.0")]
    [TestCase("axios/1.7.2")]
    [TestCase("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)")]
    [TestCase("libwww-perl/6.72")]
    [TestCase("Scrapy/2.11 (+https://scrapy.org)")]
    [TestCase("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [TestCase("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0.0.0 Safari/537.36")]
    [TestCase("Mozilla/5.0 (compatible; Baiduspider/2.0)")]
    [TestCase("CUBOT X30 robot")]
    public void Program_is_told(string userAgent) => Assert.That(BotAgents.Matches(userAgent), Is.True);

    [TestCase(SampleEvents.Browser)]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1")]
    [TestCase("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0")]
    [TestCase("Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36")]
    public void Browser_is_not(string userAgent) => Assert.That(BotAgents.Matches(userAgent), Is.False);
}
