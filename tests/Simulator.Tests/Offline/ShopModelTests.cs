using SecurityDecisioning.DemoShop;
using SecurityDecisioning.Simulator.Http;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Tests.Offline;

internal sealed class ShopModelTests
{
    /// <summary>One scenario, played over HTTP against the real shop and offline against its model.</summary>
    [Test]
    public async Task The_model_answers_as_the_real_shop_does()
    {
        var scenario = Scenario.Create(new ScenarioOptions
        {
            Seed = 5, Pace = Pace.Compressed(TimeSpan.FromSeconds(8)), Population = 0.15, Campaigns = 1, Intensity = 0.2,
        });
        using var folder = new TempFolder();
        await using var shop = ShopHost.Build(
            new ShopOptions { Port = 0, Data = folder.Path, PasswordRounds = 10 }, TimeProvider.System);
        await shop.StartAsync();
        var traffic = new HttpTraffic(new HttpTrafficOptions { Gateway = new Uri(shop.Urls.First()), Rate = 2_000 }, TimeProvider.System);
        var answers = new Dictionary<string, List<int>>();
        await traffic.RunAsync(scenario, r => Add(answers, r.Step.Actor.Id, StepRequest.Of(r.Step).Path, r.Step.Address, r.Status), _ => { }, default);
        var modelled = new Dictionary<string, List<int>>();
        foreach (var (outcome, _, actor) in OfflineTraffic.Of(scenario).Where(e => e.Event.Kind == EventKind.Outcome))
        {
            Add(modelled, actor, outcome.Path, outcome.Ip, outcome.Status);
        }

        var differing = modelled.Where(m => !answers.TryGetValue(m.Key, out var got) || !got.Order().SequenceEqual(m.Value.Order()))
            .Select(m => $"{m.Key}: modelled {string.Join(',', m.Value)}, got {string.Join(',', answers.GetValueOrDefault(m.Key, []))}");

        Assert.That(modelled, Has.Count.GreaterThan(300));
        Assert.That(answers.Keys, Is.EquivalentTo(modelled.Keys));
        Assert.That(differing, Is.Empty);
    }

    private static void Add(Dictionary<string, List<int>> answers, int actor, string path, ClientAddress ip, int status)
    {
        var key = $"{actor} {ip} {path}";
        if (!answers.TryGetValue(key, out var list))
        {
            answers.Add(key, list = []);
        }

        list.Add(status);
    }
}
