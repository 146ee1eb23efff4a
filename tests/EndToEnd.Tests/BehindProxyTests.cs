using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Whose address counts: behind a proxy that is trusted, and in front of a client that only claims to be one.</summary>
[NonParallelizable]
internal sealed class BehindProxyTests
{
    private const int Attempts = 30;

    [TestCase("nginx")]
    [TestCase("haproxy")]
    public async Task Clients_behind_a_trusted_proxy_are_told_apart(string kind)
    {
        using var folder = new TempFolder();
        await using var product = await RunningProduct.StartAsync(folder["data"], "--trusted-proxy", "127.0.0.1/32");
        await using var proxy = await FrontProxy.StartAsync(kind, product.Gateway);
        using var attacker = Visitor.From(proxy.Address, "127.7.7.7");
        using var neighbour = Visitor.InBrowser(proxy.Address, "127.8.8.8");
        using var analyst = await Analyst.SignInAsync(product);

        // What a client writes to the left of the proxy's own word must not help it.
        var answers = await AttackAsync(attacker, i => $"198.51.100.{i}");
        var page = await neighbour.StatusOfAsync("/login");
        var login = await neighbour.LoginAsync("nobody@shop.example", "wrong");

        Assert.That(answers[^1].Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await analyst.EntityOfAsync(answers[^1].DecisionId, "ip"), Is.EqualTo("ip:127.7.7.7"));
        Assert.That(page, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(login.Status, Is.EqualTo(HttpStatusCode.Unauthorized), "the shop's own answer");
        Assert.That(await analyst.EntityOfAsync(login.DecisionId, "ip"), Is.EqualTo("ip:127.8.8.8"));
    }

    [Test]
    public async Task Forged_forwarding_without_a_trusted_proxy_gains_nothing()
    {
        using var folder = new TempFolder();
        await using var product = await RunningProduct.StartAsync(folder["data"]);
        using var attacker = Visitor.From(product.Gateway, "127.7.7.7");
        using var analyst = await Analyst.SignInAsync(product);

        var answers = await AttackAsync(attacker, i => $"203.0.{i}.9");
        var last = await analyst.DecisionAsync(answers[^1].DecisionId);

        Assert.That(answers[^1].Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(last["event"]!["traits"]!.AsArray().Select(t => (string)t!), Has.Member("forged_forwarding"));
        Assert.That(await analyst.EntityOfAsync(answers[^1].DecisionId, "ip"), Is.EqualTo("ip:127.7.7.7"));
    }

    private static async Task<List<LoginAnswer>> AttackAsync(Visitor attacker, Func<int, string> claims)
    {
        var answers = new List<LoginAnswer>();
        for (var i = 0; i < Attempts; i++)
        {
            answers.Add(await attacker.LoginAsync($"user{i}@shop.example", "hunter2", claims(i)));
        }

        return answers;
    }
}
