using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Hosting;

/// <summary>Whatever a client sends, a healthy app stays reachable and no 500 is ours.</summary>
internal sealed class BadInputTests
{
    private static readonly TempFolder Folder = new();
    private static SmallApp s_app = null!;
    private static RunningGateway s_gateway = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        s_app = await SmallApp.StartAsync();
        s_gateway = await RunningGateway.StartAsync(Folder["data"], s_app.Address);
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        await s_gateway.DisposeAsync();
        await s_app.DisposeAsync();
        Folder.Dispose();
    }

    [TestCase("application/json", "{\"username\": \"ali", 1)]
    [TestCase("application/json", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 2)]
    [TestCase("application/json", "\u0000\u0001\u00ff", 3)]
    [TestCase("application/x-www-form-urlencoded", "username=%zz&username=%", 4)]
    [TestCase("application/x-www-form-urlencoded", "&&&&====&&&&", 5)]
    [TestCase("multipart/form-data; boundary=", "--\r\n", 6)]
    [TestCase("nonsense", "username=alice", 7)]
    public async Task Malformed_login_body_reaches_the_app_as_it_was_sent(string type, string body, int from)
    {
        using var client = Client.From(s_gateway.Address, $"127.10.0.{from}");
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/login") { Content = content });

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized), answer.Body);
        Assert.That((await s_gateway.RecordedAsync(answer.DecisionId)).Event.Account.IsNone, Is.True);
    }

    [Test]
    public async Task Login_body_far_over_the_limit_streams_through()
    {
        using var client = Client.From(s_gateway.Address, "127.10.1.1");
        var content = new StringContent("filler=" + new string('x', 1_000_000) + "&username=alice&password=guess");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/login") { Content = content });

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Forged_forwarding_header_does_not_change_who_it_was()
    {
        using var client = Client.From(s_gateway.Address, "127.10.2.1");
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "198.51.100.77, garbage, ::::");
        request.Headers.TryAddWithoutValidation("Forwarded", "for=\"[::ffff");

        var decision = await s_gateway.RecordedAsync((await client.SendAsync(request)).DecisionId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Event.Ip.ToString(), Is.EqualTo("127.10.2.1"));
            Assert.That(decision.Event.Traits & RequestTraits.ForgedForwarding, Is.EqualTo(RequestTraits.ForgedForwarding));
        }
    }

    [TestCase("sd_device=AAAA; sd_clearance=%%%; sd_=; ;;;=;")]
    [TestCase("sd_device=; sd_clearance=\"\"; shop_session=\"")]
    [TestCase("a=b; =; sd_device=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task Cookies_that_are_not_ours_are_no_trouble(string cookies)
    {
        using var client = Client.From(s_gateway.Address, "127.10.3.1");
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);

        var answer = await client.SendAsync(request);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await s_gateway.RecordedAsync(answer.DecisionId)).Event.Device.IsNone, Is.True);
    }

    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX: {0}\r\n\r\n", 100_000, "431")]
    [TestCase("GET /{0} HTTP/1.1\r\nHost: a\r\n\r\n", 100_000, "414")]
    [TestCase("GET / HTTP/1.1\r\n\r\n{0}", 0, "400")]
    [TestCase("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n{0}", 0, "400")]
    [TestCase("POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\nConnection: close\r\n\r\nzz\r\n{0}", 0, "4")]
    [TestCase("\u0016\u0003\u0001{0}\r\n\r\n", 0, "400")]
    public async Task Requests_that_are_no_http_are_refused_not_failed(string template, int filler, string status)
    {
        var line = await Client.SendRawAsync(s_gateway.Address, string.Format(null, template, new string('a', filler)));

        Assert.That(line, Does.Match($"^HTTP/1.1 {status}"));
    }

    [Test]
    public async Task Odd_paths_are_no_trouble()
    {
        using var client = Client.From(s_gateway.Address, "127.10.4.1");

        Assert.That((await client.GetAsync("/" + new string('p', 4_000))).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync("/%00%ff%2e%2e/")).Status, Is.LessThan(HttpStatusCode.InternalServerError));
    }
}
