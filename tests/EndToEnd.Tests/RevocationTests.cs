using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What an analyst sets by the console's form holds at the gateway, for that session or address alone, until undone.</summary>
[NonParallelizable]
internal sealed class RevocationTests
{
    private TempFolder _folder = null!;
    private RunningProduct _product = null!;
    private Analyst _analyst = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _product = await RunningProduct.StartAsync(_folder["data"]);
        _analyst = await Analyst.SignInAsync(_product);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _analyst?.Dispose();
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task Revoked_session_is_refused_and_cleared_and_another_goes_on()
    {
        using var stolen = await SignedInAsync(SeedAccounts.All[0], "127.11.1.1");
        using var other = await SignedInAsync(SeedAccounts.All[1], "127.11.2.1");
        using var before = await stolen.GetAsync("/account");
        var session = await _analyst.EntityOfAsync(Visitor.DecisionOf(before), "session");

        await _analyst.RestrictAsync(session, "revoke");
        string[] cookies = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await stolen.GetAsync("/account");
                cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "the revoked session gets 401");

        Assert.Multiple(async () =>
        {
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(cookies, Has.Some.StartsWith("shop_session=;").And.Some.Contains("Max-Age=0").IgnoreCase);
            Assert.That(await stolen.StatusOfAsync("/account"), Is.EqualTo(HttpStatusCode.Redirect), "the browser has forgotten it");
            Assert.That(await other.StatusOfAsync("/account"), Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Revoked_token_is_refused_and_another_goes_on()
    {
        using var client = Visitor.InBrowser(_product.Gateway, "127.11.3.1");
        var stolen = await TokenAsync(client, SeedAccounts.All[2]);
        var other = await TokenAsync(client, SeedAccounts.All[3]);
        using var before = await client.GetAsync("/api/me", stolen);
        var session = await _analyst.EntityOfAsync(Visitor.DecisionOf(before), "session");

        await _analyst.RestrictAsync(session, "revoke");
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/api/me", stolen);
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "the revoked token gets 401");
        using var others = await client.GetAsync("/api/me", other);

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(others.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Throttled_address_waits_until_the_analyst_undoes_it()
    {
        using var visitor = Visitor.InBrowser(_product.Gateway, "127.11.4.1");
        await _analyst.RestrictAsync("ip:127.11.4.1", "throttle");
        await Eventually.HoldsAsync(
            async () => await visitor.StatusOfAsync("/login") == HttpStatusCode.TooManyRequests, "the address is throttled");

        await _analyst.UndoAsync("ip:127.11.4.1");
        await Eventually.HoldsAsync(
            async () => await visitor.StatusOfAsync("/login") == HttpStatusCode.OK, "the address is free again");

        Assert.That(
            (await visitor.LoginAsync("nobody@shop.example", "wrong")).Status, Is.EqualTo(HttpStatusCode.Unauthorized), "the shop's answer");
    }

    private async Task<Visitor> SignedInAsync(SeedAccount account, string address)
    {
        var visitor = Visitor.InBrowser(_product.Gateway, address);
        await visitor.StatusOfAsync("/login");
        var answer = await visitor.LoginAsync(account.Username, account.Password);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Redirect), "signed in");
        return visitor;
    }

    private static async Task<string> TokenAsync(Visitor client, SeedAccount account)
    {
        using var body = JsonContent.Create(new { username = account.Username, password = account.Password });
        using var answer = await client.PostAsync("/api/login", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), "signed in");
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }
}
