using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.DemoShop.Tests.Endpoints;

internal sealed class ApiTests
{
    private RunningShop _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await RunningShop.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [Test]
    public async Task A_token_opens_the_api()
    {
        using var client = await SignedInAsync();
        var me = await client.GetFromJsonAsync<JsonElement>("/api/me");
        var list = await client.GetFromJsonAsync<JsonElement>("/api/products?page=2");
        using var missing = await client.GetAsync("/api/products/9999");
        using var foreign = await client.GetAsync("/api/orders/1");

        Assert.That(me.GetProperty("username").GetString(), Is.EqualTo(SeedAccounts.All[1].Username));
        Assert.That(list.GetProperty("products").GetArrayLength(), Is.EqualTo(18));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("{\"username\":\"nobody@mail.example\",\"password\":\"x\"}")]
    [TestCase("{\"username\":1,\"password\":[]}")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("")]
    public async Task A_bad_login_is_401(string body)
    {
        using var client = _shop.Browser();
        using var answer = await client.PostAsync("/api/login", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("")]
    [TestCase("Bearer")]
    [TestCase("Bearer x.y.z")]
    [TestCase("Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJ1aWQiOjEsImV4cCI6OTk5OTk5OTk5OX0.")]
    [TestCase("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1aWQiOjEsImV4cCI6OTk5OTk5OTk5OX0.AAAA")]
    public async Task Without_a_token_of_ours_the_api_is_closed(string authorization)
    {
        using var client = _shop.Browser();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (var path in new[] { "/api/me", "/api/orders", "/api/orders/1", "/api/products", "/api/products/1" })
        {
            using var answer = await client.GetAsync(path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
        }
    }

    [Test]
    public async Task A_token_expires()
    {
        using var client = await SignedInAsync();
        _shop.Time.Advance(TimeSpan.FromMinutes(61));
        using var answer = await client.GetAsync("/api/me");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var client = _shop.Browser();
        using var answer = await client.PostAsJsonAsync(
            "/api/login", new { username = SeedAccounts.All[1].Username, password = SeedAccounts.All[1].Password });
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
