using System.Net;
using System.Security.Cryptography;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Bodies far larger than what the gateway looks at, in front of an app of one's own (<c>--upstream</c>).</summary>
[NonParallelizable]
internal sealed class LargeBodyTests
{
    private static readonly byte[] Body = Make();
    private TempFolder _folder = null!;
    private HashingApp _app = null!;
    private RunningProduct _product = null!;
    private Uri _http2 = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _app = await HashingApp.StartAsync();
        var port = FreePorts.Next();
        _http2 = new Uri($"http://127.0.0.1:{port}");
        _product = await RunningProduct.StartAsync(_folder["data"], "--upstream", _app.Address, "--http2-port", $"{port}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>At <c>/login</c> the gateway looks for an account name in the body, at <c>/upload</c> it does not.</summary>
    [Test]
    public async Task Five_megabytes_arrive_as_they_were_sent(
        [Values("/login", "/upload")] string path, [Values] bool http2, [Values] bool chunked)
    {
        using var client = new HttpClient { BaseAddress = http2 ? _http2 : _product.Gateway };
        BrowserHeaders.AddTo(client.DefaultRequestHeaders);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Body) { Headers = { ContentType = new("application/json") } },
        };
        request.Headers.TransferEncodingChunked = chunked && !http2;
        if (chunked && http2)
        {
            request.Content = new StreamContent(new UnseekableStream(Body)) { Headers = { ContentType = new("application/json") } };
        }

        using var response = await client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(Convert.ToHexString(SHA256.HashData(Body))));
    }

    private static byte[] Make()
    {
        var body = new byte[5 * 1024 * 1024];
        new Random(5).NextBytes(body);
        return body;
    }

    /// <summary>Its length cannot be told, so none is sent.</summary>
    private sealed class UnseekableStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override bool CanSeek => false;
    }
}
