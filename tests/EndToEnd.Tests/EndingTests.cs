using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Every way to end, and that nothing is left behind or lost.</summary>
[NonParallelizable]
internal sealed class EndingTests
{
    [Test]
    public async Task Termination_stops_cleanly_with_the_shop()
    {
        using var folder = new TempFolder();
        await using var product = await RunningProduct.StartAsync(folder["data"]);

        Assert.That(await product.TerminateAsync(), Is.Zero, product.Output);
        Assert.That(await AnswersAsync(product.Shop), Is.False, "the shop has ended before the product");
    }

    [Test]
    public async Task Kill_leaves_no_shop_behind_and_loses_no_answered_decision()
    {
        using var folder = new TempFolder();
        var stopped = new List<LoginAnswer>();
        await using (var first = await RunningProduct.StartAsync(folder["data"]))
        {
            using var attacker = Visitor.From(first.Gateway, "127.7.7.7");
            for (var i = 0; i < 20; i++)
            {
                stopped.Add(await attacker.LoginAsync($"user{i}@shop.example", "hunter2"));
            }

            Assert.That(await first.KillAsync(), Is.Not.Zero);
            await Eventually.HoldsAsync(async () => !await AnswersAsync(first.Shop), "the shop ends with the product");
        }

        // Starting again recovers the log and fills the records from it.
        await using var second = await RunningProduct.StartAsync(folder["data"]);
        Assert.That(await second.InterruptAsync(), Is.Zero, second.Output);
        stopped.RemoveAll(a => a.Status == HttpStatusCode.Unauthorized);
        Assert.That(stopped, Has.Count.GreaterThan(5));
        foreach (var answer in stopped.TakeLast(3))
        {
            var shown = (await Sd.RunAsync("decision", "show", answer.DecisionId, "--json", "--data", folder["data"])).Json();
            Assert.That((string?)shown["action"], Is.EqualTo(answer.Status == HttpStatusCode.Forbidden ? "challenge" : "throttle"));
        }
    }

    private static async Task<bool> AnswersAsync(Uri site)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var response = await client.GetAsync(new Uri(site, "/healthz"));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
