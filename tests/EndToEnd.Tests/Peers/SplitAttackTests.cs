namespace SecurityDecisioning.EndToEnd.Tests.Peers;

/// <summary>
/// Attackers that go to two gateways in turn beside as many that stay at one, with the shipped model. Both kinds make the same
/// attempts in the same rounds, with the same pauses and the same cookies, which they bring to either gateway as one does behind
/// a balancer: what differs is where the attempts go, and nothing else. Not one kind after the other: how regular the pauses are
/// is a feature, and on a busy machine they differ from one minute to the next. And not all pairs at the same pauses: where those
/// lie at a threshold, all are caught at the fourth attempt or all at the fifth: one throw of a coin, not twenty.
/// </summary>
[NonParallelizable]
internal sealed class SplitAttackTests
{
    private const int Attackers = 20;
    private const int MostAttempts = 30;

    /// <summary>Pauses between two attempts, in ms: by the second as programs do, and as slowly as a person.</summary>
    private static readonly (int Shortest, int Longest)[] Paces = [(100, 400), (500, 2_000), (2_000, 5_000)];

    [TestCase(1)]
    [TestCase(2)]
    public async Task Attack_split_over_two_gateways_is_caught_by_the_shipped_model_within_as_many_attempts_as_at_one(int programs)
    {
        await using var fleet = await Fleet.StartAsync(gateways: 2, withModel: true);
        var (alone, split) = (0, 0);
        for (var seed = 0; seed < Paces.Length; seed++)
        {
            var (one, two) = await AttackAsync(fleet, programs, seed);
            TestContext.Out.WriteLine(
                $"pauses of {Paces[seed].Shortest} to {Paces[seed].Longest} ms: {one} attempts at one gateway, {two} split over two "
                    + $"({Attackers} attackers each)");
            alone += one;
            split += two;
        }

        var all = Attackers * Paces.Length;
        TestContext.Out.WriteLine($"mean: {(double)alone / all:F2} and {(double)split / all:F2} attempts");
        Assert.That(alone, Is.InRange(all * 2, all * (MostAttempts - 1)), "caught at one, and not at the first try");
        Assert.That(split, Is.LessThanOrEqualTo(alone * 1.05));
    }

    /// <summary>One attempt of each of a pair, one right after the other.</summary>
    private static async Task TryAsync(Attacker alone, Attacker split, TimeSpan after)
    {
        await Task.Delay(after);
        foreach (var attacker in new[] { alone, split })
        {
            if (!attacker.IsCaught)
            {
                await attacker.TryAsync();
            }
        }
    }

    /// <summary>Attempts until they were stopped: of those who stay at one gateway, and of those who take turns.</summary>
    private static async Task<(int Alone, int Split)> AttackAsync(Fleet fleet, int programs, int seed)
    {
        var random = new Random(seed);
        var gateways = fleet.Gateways.Select(g => g.Address).ToArray();
        var alone = Enumerable.Range(1, Attackers).Select(n => new Attacker($"127.{100 + seed}.{n}.1", [gateways[0]], programs)).ToArray();
        var split = Enumerable.Range(1, Attackers).Select(n => new Attacker($"127.{120 + seed}.{n}.1", gateways, programs)).ToArray();
        Attacker[] all = [.. alone.Zip(split).SelectMany(pair => new[] { pair.First, pair.Second })];
        try
        {
            foreach (var attacker in all)
            {
                await attacker.LookAsync();
            }

            for (var round = 0; round < MostAttempts && all.Any(a => !a.IsCaught); round++)
            {
                var pause = Task.Delay(random.Next(Paces[seed].Shortest, Paces[seed].Longest));
                await Task.WhenAll(
                    alone.Zip(split, (one, two) => TryAsync(one, two, TimeSpan.FromMilliseconds(random.Next(Paces[seed].Shortest)))));
                await pause;
                // How fast the news travels is measured elsewhere; here it counts that nothing of it is missing.
                await fleet.SettledAsync();
            }

            return (alone.Sum(a => a.Attempts), split.Sum(a => a.Attempts));
        }
        finally
        {
            foreach (var attacker in all)
            {
                attacker.Dispose();
            }
        }
    }
}
