using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What passes through a gateway that decides, over every way in: HTTP/1.1, HTTP/2 without TLS, HTTP/2 with TLS.</summary>
[NonParallelizable]
internal sealed class PassThroughTests
{
    private TempFolder _folder = null!;
    private RunningProduct _plain = null!;
    private RunningProduct _tls = null!;
    private Uri _http2 = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        var port = FreePorts.Next();
        _http2 = new Uri($"http://127.0.0.1:{port}");
        _plain = await RunningProduct.StartAsync(_folder["data"], "--http2-port", $"{port}");
        _tls = await RunningProduct.StartAsync(_folder["tls"], Certificates.Write(_folder));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var product in new[] { _plain, _tls })
        {
            if (product is not null)
            {
                await product.DisposeAsync();
            }
        }

        _folder.Dispose();
    }

    [Test]
    public async Task WebSocket_echoes_what_it_is_sent([Values] bool tls)
    {
        var gateway = (tls ? _tls : _plain).Gateway;
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = Certificates.IsOurs;
        await socket.ConnectAsync(new UriBuilder(gateway) { Scheme = tls ? "wss" : "ws", Path = "/ws" }.Uri, default);
        for (var size = 1; size <= 4096; size *= 8)
        {
            var message = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, default);
            Assert.That(await ReceiveAsync(socket), Is.EqualTo(message));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Stream_arrives_while_it_is_written([Values("1.1", "2", "tls")] string way, CancellationToken cancellation)
    {
        // The whole answer would take more than an hour: a gateway that waits for its end never gives the first line.
        using var client = ClientOf(way);
        using var response = await client.GetAsync(
            "/api/stream?count=1000&delayMs=5000", HttpCompletionOption.ResponseHeadersRead, cancellation);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        var first = JsonNode.Parse((await lines.ReadLineAsync(cancellation))!)!;
        var second = JsonNode.Parse((await lines.ReadLineAsync(cancellation))!)!;

        Assert.That((int)first["tick"]!, Is.Zero);
        Assert.That((int)second["tick"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Page_comes_over_the_version_asked_for([Values("1.1", "2", "tls")] string way)
    {
        using var client = ClientOf(way);
        using var response = await client.GetAsync("/");

        Assert.Multiple(async () =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Version, Is.EqualTo(way == "1.1" ? HttpVersion.Version11 : HttpVersion.Version20));
            Assert.That(Visitor.DecisionOf(response), Has.Length.EqualTo(EventId.TextLength));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("</html>"));
            Assert.That(
                response.Headers.GetValues("Set-Cookie").Single(), way == "tls" ? Does.Contain("Secure").IgnoreCase : Does.Not.Contain("Secure"));
        });
    }

    private HttpClient ClientOf(string way)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = Certificates.IsOurs }, UseCookies = false,
        };
        var client = new HttpClient(handler)
        {
            BaseAddress = way switch { "1.1" => _plain.Gateway, "2" => _http2, _ => _tls.Gateway },
            DefaultRequestVersion = way == "1.1" ? HttpVersion.Version11 : HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        BrowserHeaders.AddTo(client.DefaultRequestHeaders);
        return client;
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[8192];
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(length), default);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return buffer[..length];
    }
}
