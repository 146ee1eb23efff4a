using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace SecurityDecisioning.DemoShop.Tests.Endpoints;

internal sealed class ShoppingTests
{
    private RunningShop _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await RunningShop.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [TestCase("/", "Hearth &amp; Field")]
    [TestCase("/products", "All products")]
    [TestCase("/products?page=8", "Page 7")]
    [TestCase("/products?page=99999999999", "All products")]
    [TestCase("/products?category=Light", "Light")]
    [TestCase("/products/144", "Put in the cart")]
    [TestCase("/search?q=lamp", "table lamp")]
    [TestCase("/search?q=%3Cscript%3E", "&lt;script&gt;")]
    [TestCase("/cart", "Your cart")]
    [TestCase("/login", "current-password")]
    [TestCase("/register", "new-password")]
    [TestCase("/reset", "Send the link")]
    [TestCase("/css/shop.css", "--leaf")]
    [TestCase("/js/shop.js", "addEventListener")]
    [TestCase("/robots.txt", "User-agent")]
    [TestCase("/healthz", "ok")]
    public async Task Pages_show(string path, string text)
    {
        using var browser = _shop.Browser();

        Assert.That(await browser.GetStringAsync(path), Does.Contain(text));
    }

    [TestCase("/products/145")]
    [TestCase("/products/0")]
    [TestCase("/wp-login.php")]
    public async Task What_does_not_exist_is_404(string path)
    {
        using var answer = await _shop.Browser().GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task From_cart_to_order()
    {
        using var browser = _shop.Browser();
        using var added = await browser.PostAsync("/cart/items", RunningShop.Form(("product", "12")));
        using var again = await browser.PostAsync("/cart/items", RunningShop.Form(("product", "12")));
        using var unsigned = await browser.PostAsync("/checkout", null);
        using var signedIn = await RunningShop.SignInAsync(browser);
        using var ordered = await browser.PostAsync("/checkout", null);
        var order = await browser.GetStringAsync(ordered.Headers.Location);
        using var empty = await browser.PostAsync("/checkout", null);

        Assert.That(unsigned.Headers.Location!.ToString(), Does.StartWith("/login"));
        Assert.That(ordered.Headers.Location!.ToString(), Does.StartWith("/orders/"));
        Assert.That(order, Does.Contain("2 pieces"));
        Assert.That(empty.Headers.Location!.ToString(), Is.EqualTo("/cart"));

        using var other = _shop.Browser();
        using var otherSignedIn = await RunningShop.SignInAsync(other, 9);
        using var foreign = await other.GetAsync(ordered.Headers.Location);
        Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    public async Task A_form_sent_from_another_site_is_refused(string header, string value)
    {
        using var browser = _shop.Browser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var answer = await browser.PostAsync("/cart/items", RunningShop.Form(("product", "1")));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_form_of_the_site_that_a_proxy_stands_for_is_accepted()
    {
        using var browser = _shop.Browser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Origin", "http://127.0.0.1:8080");
        browser.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Host", "127.0.0.1:8080");
        using var answer = await browser.PostAsync("/cart/items", RunningShop.Form(("product", "1")));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task Answers_forbid_framing_and_inline_script()
    {
        using var answer = await _shop.Browser().GetAsync("/");

        Assert.That(
            string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")),
            Does.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe-inline"));
    }

    [Test]
    public async Task The_socket_echoes()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_shop.Address) { Scheme = "ws", Path = "/ws" }.Uri, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("oak"), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[16];
        var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.That(Encoding.UTF8.GetString(buffer, 0, part.Count), Is.EqualTo("oak"));
        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    [Test]
    public async Task The_stream_comes_in_chunks()
    {
        using var answer = await _shop.Browser().GetAsync(
            "/api/stream?count=3&delayMs=0", HttpCompletionOption.ResponseHeadersRead);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(answer.Headers.TransferEncodingChunked, Is.True);
        Assert.That(lines, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_body_that_is_no_form_is_refused_without_a_500()
    {
        using var browser = _shop.Browser();
        foreach (var path in new[] { "/login", "/register", "/reset", "/reset/confirm", "/cart/items" })
        {
            using var answer = await browser.PostAsync(path, new ByteArrayContent([0xFF, 0x00, 0x25]));
            Assert.That((int)answer.StatusCode, Is.InRange(400, 499), path);
        }
    }
}
