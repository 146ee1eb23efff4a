using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>The same request with and without the gateway: the same answer, but for what the gateway says it adds.</summary>
[NonParallelizable]
internal sealed class UntouchedAnswersTests
{
    private TempFolder _folder = null!;
    private RunningProduct _product = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _product = await RunningProduct.StartAsync(_folder["data"]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        _folder.Dispose();
    }

    [TestCase("GET", "/")]
    [TestCase("GET", "/products?page=2")]
    [TestCase("GET", "/products/3")]
    [TestCase("GET", "/login?next=/account")]
    [TestCase("GET", "/search?q=%C3%A4%20%3Cb%3E")]
    [TestCase("GET", "/css/shop.css")]
    [TestCase("GET", "/favicon.svg")]
    [TestCase("GET", "/nothing/here")]
    [TestCase("GET", "/account")]
    [TestCase("GET", "/api/products")]
    [TestCase("HEAD", "/")]
    [TestCase("OPTIONS", "/login")]
    [TestCase("DELETE", "/cart")]
    [TestCase("POST", "/login")]
    public async Task Answer_is_the_shops_own_byte_for_byte(string method, string path)
    {
        var (bare, bareBody) = await AskAsync(_product.Shop, method, path);
        var (through, throughBody) = await AskAsync(_product.Gateway, method, path);

        Assert.Multiple(() =>
        {
            Assert.That(through, Is.EqualTo(bare));
            Assert.That(throughBody, Is.EqualTo(bareBody));
            Assert.That(method == "HEAD" || bareBody.Length > 0 || bare[0] is not "200", Is.True, "a body was compared");
        });
    }

    private static async Task<(List<string> Head, byte[] Body)> AskAsync(Uri site, string method, string path)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = site };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        BrowserHeaders.AddTo(request.Headers);
        if (method == "POST")
        {
            request.Content = new FormUrlEncodedContent([new("username", "nobody@shop.example"), new("password", "wrong")]);
        }

        using var response = await client.SendAsync(request);
        var fields = response.Headers.Concat(response.Content.Headers)
            .SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}"))
            .Where(line => !IsOurs(line))
            .Order(StringComparer.Ordinal);
        return ([$"{(int)response.StatusCode}", response.ReasonPhrase ?? "", .. fields], await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>What the gateway adds, and the one field that tells the second.</summary>
    private static bool IsOurs(string line) =>
        line.StartsWith("X-Decision-Id:", StringComparison.Ordinal)
        || line.StartsWith("Set-Cookie: sd_device=", StringComparison.Ordinal)
        || line.StartsWith("Date:", StringComparison.Ordinal);
}
