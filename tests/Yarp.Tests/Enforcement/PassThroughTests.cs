using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>What is allowed goes through as if nobody had looked.</summary>
internal sealed class PassThroughTests
{
    private static readonly Dictionary<string, string> LoginRoute = new()
    {
        [RouteMetadata.Operation] = "login",
        [RouteMetadata.AccountField] = "username",
        [RouteMetadata.SessionCookie] = "sid",
    };

    [TestCase(HttpProtocols.Http1, false)]
    [TestCase(HttpProtocols.Http1, true)]
    [TestCase(HttpProtocols.Http2, false)]
    [TestCase(HttpProtocols.Http2, true)]
    public async Task Login_body_is_read_and_reaches_the_upstream_byte_for_byte(HttpProtocols protocols, bool chunked)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute, protocols: protocols);
        var body = "csrf=%2B%2b&username=%41lice%40Example.org&password=p%26ss+word"u8.ToArray();

        using var response = await host.SendAsync(Post("/login", body, "application/x-www-form-urlencoded", chunked));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(body)));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("alice@example.org")));
    }

    [TestCase(HttpProtocols.Http1, false)]
    [TestCase(HttpProtocols.Http1, true)]
    [TestCase(HttpProtocols.Http2, false)]
    [TestCase(HttpProtocols.Http2, true)]
    public async Task Body_larger_than_the_peek_reaches_the_upstream_byte_for_byte(HttpProtocols protocols, bool chunked)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute, protocols: protocols);
        var body = RandomNumberGenerator.GetBytes(3_000_000);

        using var response = await host.SendAsync(Post("/login", body, "application/json", chunked));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(body)));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Traits & RequestTraits.UnreadableBody, Is.Not.Zero);
        Assert.That(request.Account.IsNone, Is.True);
    }

    [TestCase("application/json", "{\"username\":")]
    [TestCase("application/json", "[1,2]")]
    [TestCase("application/json", "{\"username\":\"a\",\"Username\":\"b\"}")]
    [TestCase("application/x-www-form-urlencoded", "username=a&username=b")]
    [TestCase("application/x-www-form-urlencoded", "username=%zz")]
    [TestCase("text/plain", "{\"username\":\"a\"}")]
    [TestCase("application/json; charset=utf-16", "{\"username\":\"a\"}")]
    public async Task Unreadable_body_is_flagged_and_forwarded(string contentType, string body)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        var bytes = Encoding.UTF8.GetBytes(body);

        using var response = await host.SendAsync(Post("/login", bytes, contentType, chunked: false));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(bytes)));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Traits & RequestTraits.UnreadableBody, Is.Not.Zero);
        Assert.That(request.Account.IsNone, Is.True);
    }

    [TestCase("gzip")]
    [TestCase("deflate")]
    [TestCase("br")]
    [TestCase("zstd")]
    public async Task Compressed_body_that_cannot_be_read_is_flagged_and_forwarded_as_it_came(string coding)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        var bytes = RandomNumberGenerator.GetBytes(200);
        var message = Post("/login", bytes, "application/json", chunked: false);
        message.Content!.Headers.ContentEncoding.Add(coding);

        using var response = await host.SendAsync(message);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(bytes)));
        Assert.That((await host.Sink.PairAsync("/login")).Request.Traits & RequestTraits.UnreadableBody, Is.Not.Zero);
    }

    [TestCase("gzip", false)]
    [TestCase("gzip", true)]
    [TestCase("deflate", false)]
    [TestCase("br", true)]
    public async Task Compressed_body_is_read_and_reaches_the_upstream_byte_for_byte(string coding, bool chunked)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        var bytes = Compressed.With(coding, "{\"username\":\"alice\",\"password\":\"guess\"}"u8);
        var message = Post("/login", bytes, "application/json", chunked);
        message.Content!.Headers.ContentEncoding.Add(coding);

        using var response = await host.SendAsync(message);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(bytes)));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("alice")));
        Assert.That(request.Traits & RequestTraits.UnreadableBody, Is.EqualTo(RequestTraits.None));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Multipart_body_is_read_and_reaches_the_upstream_byte_for_byte(bool chunked)
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        using var form = new MultipartFormDataContent { { new StringContent("alice"), "username" }, { new StringContent("guess"), "password" } };
        var bytes = await form.ReadAsByteArrayAsync();

        using var response = await host.SendAsync(Post("/login", bytes, form.Headers.ContentType!.ToString(), chunked));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Hash(bytes)));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("alice")));
    }

    [Test]
    public async Task Expect_continue_is_answered_and_the_body_follows()
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = client.GetStream();
        const string Body = "username=bob&password=x";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\n" +
            "Expect: 100-continue\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body));
        var rest = await reader.ReadToEndAsync();

        Assert.That(first, Is.EqualTo("HTTP/1.1 100 Continue"));
        Assert.That(rest, Does.Contain("HTTP/1.1 200 OK").And.Contain(Hash(Encoding.ASCII.GetBytes(Body))));
        var (request, _) = await host.Sink.PairAsync("/login");
        Assert.That(request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("bob")));
    }

    [Test]
    public async Task Body_that_never_comes_is_decided_without_and_still_forwarded()
    {
        await using var host = await ProxyHost.StartAsync(
            EchoHash, LoginRoute, options => options.BodyTimeout = TimeSpan.FromMilliseconds(150));
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n"u8.ToArray());
        await stream.WriteAsync("Connection: close\r\n\r\nusername=bob"u8.ToArray());
        await host.Sink.FirstAsync();
        await stream.WriteAsync("&password=x"u8.ToArray());
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.That(answer, Does.Contain(Hash("username=bob&password=x"u8)));
        Assert.That((await host.Sink.PairAsync("/login")).Request.Traits & RequestTraits.UnreadableBody, Is.Not.Zero);
    }

    [Test]
    public async Task Pipelined_requests_keep_their_own_bodies()
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = client.GetStream();
        const string One = "username=a&password=x";
        const string Two = "{\"username\":\"b\"}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /one HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {One.Length}\r\n\r\n{One}" +
            $"POST /two HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
            $"{Two.Length:x}\r\n{Two}\r\n0\r\n\r\n" +
            "GET /three HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var all = await reader.ReadToEndAsync();

        Assert.That(all, Does.Contain(Hash(Encoding.ASCII.GetBytes(One))).And.Contain(Hash(Encoding.ASCII.GetBytes(Two))).And.Contain(Hash([])));
        Assert.That((await host.Sink.PairAsync("/one")).Request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("a")));
        Assert.That((await host.Sink.PairAsync("/two")).Request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("b")));
    }

    [TestCase(HttpProtocols.Http1)]
    [TestCase(HttpProtocols.Http2)]
    public async Task Streaming_answer_arrives_piece_by_piece(HttpProtocols protocols)
    {
        var goOn = new TaskCompletionSource();
        await using var host = await ProxyHost.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("data: one\n\n");
                await context.Response.Body.FlushAsync();
                await goOn.Task;
                await context.Response.WriteAsync("data: two\n\n");
            },
            protocols: protocols);

        using var response = await host.Client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync();
        goOn.SetResult();
        var rest = await reader.ReadToEndAsync();

        Assert.That(first, Is.EqualTo("data: one"));
        Assert.That(rest, Does.Contain("data: two"));
        Assert.That((await host.Sink.PairAsync("/stream")).Outcome.BytesOut, Is.EqualTo(22));
    }

    [Test]
    public async Task Web_socket_goes_through_both_ways()
    {
        await using var host = await ProxyHost.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer, default);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, true, default);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);
        });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = "/chat" }.Uri, default);

        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, default);
        var answer = new byte[100];
        var result = await client.ReceiveAsync(answer, default);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default);

        Assert.That(Encoding.UTF8.GetString(answer, 0, result.Count), Is.EqualTo("hello"));
        Assert.That((await host.Sink.PairAsync("/chat")).Outcome.Status, Is.EqualTo(101));
    }

    [Test]
    public async Task Upstream_that_is_down_is_the_upstreams_own_error()
    {
        await using var host = await ProxyHost.StartAsync(EchoHash, LoginRoute);
        await host.StopUpstreamAsync();

        using var response = await host.SendAsync(
            Post("/login", "username=a"u8.ToArray(), "application/x-www-form-urlencoded", chunked: false));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        var (_, outcome) = await host.Sink.PairAsync("/login");
        Assert.That((outcome.Status, outcome.Login), Is.EqualTo((502, LoginOutcome.None)));
    }

    [Test]
    public async Task Client_that_leaves_has_an_outcome_too()
    {
        await using var host = await ProxyHost.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var patience = new CancellationTokenSource();
        var sending = host.Client.GetAsync("/slow", patience.Token);
        await host.Sink.FirstAsync();
        await patience.CancelAsync();

        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await host.Sink.PairAsync("/slow")).Outcome.Status, Is.EqualTo(499));
    }

    private static HttpRequestMessage Post(string path, byte[] body, string contentType, bool chunked)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = chunked ? new StreamContent(new UnknownLength(body)) : new ByteArrayContent(body),
        };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return message;
    }

    private static async Task EchoHash(HttpContext context)
    {
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy);
        await context.Response.WriteAsync(Hash(copy.ToArray()));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    /// <summary>A stream that does not say how long it is, so that the body is sent without a length.</summary>
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
