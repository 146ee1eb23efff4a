using System.Diagnostics;
using System.Net;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.EndToEnd.Tests.Peers;

/// <summary>Two gateways on one log, and a third that comes later: what one sees, all know.</summary>
[NonParallelizable]
internal sealed class FleetTests
{
    private const int Attackers = 10;
    private const int MostAttempts = 30;
    private Fleet _fleet = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fleet = await Fleet.StartAsync(gateways: 2);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }
    }

    [Test]
    [Order(1)]
    public async Task Session_begun_at_one_gateway_is_known_at_the_other()
    {
        using var at = Visitor.InBrowser(_fleet.Gateways[0].Address, "127.40.1.1");
        await at.StatusOfAsync("/login");
        Assert.That(
            (await at.LoginAsync(SeedAccounts.All[0].Username, SeedAccounts.All[0].Password)).Status, Is.EqualTo(HttpStatusCode.Redirect));
        await _fleet.SettledAsync();

        using var here = await at.GetAsync("/account");
        using var there = await at.GetAsync(new Uri(_fleet.Gateways[1].Address, "/account").ToString());
        using var one = await Analyst.SignInAsync(_fleet.Gateways[0].Console, _fleet.Gateways[0].FirstPassword);
        using var other = await Analyst.SignInAsync(_fleet.Gateways[1].Console, _fleet.Gateways[1].FirstPassword);

        Assert.That(there.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the cookie goes to the other port of this machine as well");
        Assert.That(
            await other.EntityOfAsync(Visitor.DecisionOf(there), "account"),
            Is.EqualTo(await one.EntityOfAsync(Visitor.DecisionOf(here), "account")));
    }

    [Test]
    [Order(2)]
    public async Task Attack_split_over_two_is_caught_within_as_many_attempts_as_at_one()
    {
        var alone = await AttackAsync("127.50", [_fleet.Gateways[0].Address]);
        var split = await AttackAsync("127.60", [.. _fleet.Gateways.Select(g => g.Address)]);

        TestContext.Out.WriteLine($"attempts until caught: {alone} at one gateway, {split} split over two ({Attackers} attackers)");
        Assert.That(alone, Is.InRange(Attackers * 3, Attackers * (MostAttempts - 1)), "caught at one, and not at the first try");
        Assert.That(split, Is.LessThanOrEqualTo(alone * 1.05));
    }

    [Test]
    [Order(3)]
    public async Task Restriction_set_at_one_gateway_holds_at_the_other_and_so_does_its_undoing()
    {
        var (one, other) = (_fleet.Gateways[0], _fleet.Gateways[1]);
        using var analyst = await Analyst.SignInAsync(one.Console, one.FirstPassword);
        var (took, after) = (new List<double>(), new List<double>());
        for (var i = 1; i <= 60; i++)
        {
            var address = $"127.41.{i}.1";
            using var visitor = Visitor.InBrowser(other.Address, address);
            Assert.That(await visitor.StatusOfAsync("/login"), Is.EqualTo(HttpStatusCode.OK));
            var started = Stopwatch.GetTimestamp();
            await analyst.RestrictAsync($"ip:{address}", "throttle");
            var answered = Stopwatch.GetTimestamp();
            while (await visitor.StatusOfAsync("/login") != HttpStatusCode.TooManyRequests)
            {
                Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(30)), "it never held");
                await Task.Delay(2);
            }

            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            after.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        }

        took.Sort();
        after.Sort();
        TestContext.Out.WriteLine(
            $"60 restrictions, until 429 at the other gateway: from the click median {took[30]:F0} ms, slowest {took[^1]:F0} ms; "
                + $"from the console's answer median {after[30]:F0} ms, slowest {after[^1]:F0} ms");

        using var freed = Visitor.InBrowser(other.Address, "127.41.1.1");
        await analyst.UndoAsync("ip:127.41.1.1");
        await Eventually.HoldsAsync(
            async () => await freed.StatusOfAsync("/login") == HttpStatusCode.OK, "the address is free again at the other");
        using var elsewhere = await Analyst.SignInAsync(other.Console, other.FirstPassword);
        await elsewhere.UndoAsync("ip:127.41.2.1");
        using var second = Visitor.InBrowser(one.Address, "127.41.2.1");
        await Eventually.HoldsAsync(
            async () => await second.StatusOfAsync("/login") == HttpStatusCode.OK, "what one set the other can undo, at both");
    }

    [Test]
    [Order(4)]
    public async Task Broker_that_dies_in_the_middle_costs_nothing_and_a_third_gateway_comes_to_know_the_same()
    {
        var traffic = BrowseAsync("127.42", rounds: 30);
        await Task.Delay(200);
        _fleet.Cluster.Down(2);
        await Task.Delay(1_000);
        _fleet.Cluster.Up(2);
        await traffic;

        var third = await _fleet.JoinAsync();
        var waited = Stopwatch.GetTimestamp();
        var hashes = await _fleet.SettledAsync();
        TestContext.Out.WriteLine($"the same hash at three after {Stopwatch.GetElapsedTime(waited).TotalSeconds:F1} s");

        Assert.That(hashes, Has.Count.EqualTo(3).And.All.EqualTo(hashes[0]));
        using var restricted = Visitor.InBrowser(third.Address, "127.41.3.1");
        await Eventually.HoldsAsync(
            async () => await restricted.StatusOfAsync("/login") == HttpStatusCode.TooManyRequests,
            "what was set before it came holds at the third");
        using var freed = Visitor.InBrowser(third.Address, "127.41.1.1");
        Assert.That(await freed.StatusOfAsync("/login"), Is.EqualTo(HttpStatusCode.OK), "what was undone before it came stays undone");
    }

    [Test]
    [Order(5)]
    public async Task Gateway_killed_in_the_middle_knows_everything_again_after_its_restart()
    {
        var killed = _fleet.Gateways[1];
        var traffic = BrowseAsync("127.43", rounds: 20);
        await Task.Delay(500);
        await killed.KillAsync();
        await traffic;
        await killed.StartAsync();

        var hashes = await _fleet.SettledAsync();
        Assert.That(hashes, Has.All.EqualTo(hashes[0]));
        using var restricted = Visitor.InBrowser(killed.Address, "127.41.3.1");
        await Eventually.HoldsAsync(
            async () => await restricted.StatusOfAsync("/login") == HttpStatusCode.TooManyRequests,
            "what a peer set before holds after the restart");
        hashes = await _fleet.SettledAsync();
        var told = await Sd.RunAsync(["state", "hash", .. _fleet.Gateways.Select(g => g.Console.ToString())]);
        Assert.That(told.ExitCode, Is.Zero, told.Output + told.Errors);
        Assert.That(told.Output, Does.Contain(hashes[0]));
    }

    [Test]
    [Order(6)]
    public async Task Gateway_that_joins_from_a_peers_snapshot_reads_on_from_there_and_comes_to_know_the_same()
    {
        var peer = _fleet.Gateways[0];
        await _fleet.SettledAsync();
        var before = (long)(await peer.StateAsync())["passed"]!;
        var known = peer.Snapshots();
        for (var round = 0; round < 100 && peer.Snapshots().Except(known).Take(2).Count() < 2; round++)
        {
            // Two: the first may have had its cut already and only been waiting for its name.
            // In the middle of traffic: what comes at its own port and from the others must be in it once or not at all.
            await BrowseAsync("127.44", rounds: 3);
        }

        await BrowseAsync("127.45", rounds: 6);

        // While it joins, the others go on.
        var traffic = BrowseAsync("127.46", rounds: 10);
        var joined = await _fleet.JoinAsync(from: peer.SnapshotFolder);
        await traffic;
        var hashes = await _fleet.SettledAsync();
        var state = await joined.StateAsync();
        TestContext.Out.WriteLine($"passed {before} before the snapshot; joined: {state.ToJsonString()}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hashes, Has.Count.EqualTo(4).And.All.EqualTo(hashes[0]));
            Assert.That((string?)state["joined_from"], Is.EqualTo((string?)(await peer.StateAsync())["origin"]));
            Assert.That(before, Is.GreaterThan(1_000));
            Assert.That((long)state["passed"]!, Is.GreaterThan(before));
            Assert.That(
                (long)state["taken"]!, Is.GreaterThan(0).And.LessThanOrEqualTo((long)state["passed"]! - before),
                "it read nothing of before the snapshot");
        }

        using var restricted = Visitor.InBrowser(joined.Address, "127.41.3.1");
        await Eventually.HoldsAsync(
            async () => await restricted.StatusOfAsync("/login") == HttpStatusCode.TooManyRequests,
            "what was set before it came holds");

        // It has a snapshot of its own at once, and a kill leaves it with that.
        await BrowseAsync("127.47", rounds: 3);
        await joined.KillAsync();
        await joined.StartAsync();
        hashes = await _fleet.SettledAsync();
        state = await joined.StateAsync();
        Assert.That(hashes, Has.All.EqualTo(hashes[0]));
        Assert.That((string?)state["joined_from"], Is.Null, "by its own snapshot, not by the peer's");
        Assert.That((long)state["taken"]!, Is.LessThanOrEqualTo((long)state["passed"]! - before));
    }

    [Test]
    [Order(7)]
    public async Task Gateway_with_other_keys_takes_nothing_from_the_others_and_all_of_them_say_so()
    {
        await using var stranger = await _fleet.JoinAsync(_fleet.Keys("other-keys"), from: _fleet.Gateways[0].SnapshotFolder);
        using var visitor = Visitor.InBrowser(stranger.Address, "127.41.3.1");
        Assert.That(await visitor.StatusOfAsync("/login"), Is.EqualTo(HttpStatusCode.OK), "it knows nothing of the restriction");
        var health = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                using var client = new HttpClient();
                health = await client.GetStringAsync(new Uri(_fleet.Gateways[0].Address, "/.sd/health"));
                return health.Contains("peers", StringComparison.Ordinal);
            },
            "the others say that somebody has other keys");
        Assert.That(stranger.Output, Does.Contain("Give all gateways the same keys").And.Contain("not sealed with this fleet's keys"));
    }

    /// <summary>Attackers that take turns; returns the attempts that reached the shop, of all of them.</summary>
    private async Task<int> AttackAsync(string net, Uri[] gateways)
    {
        var clients = Enumerable.Range(1, Attackers)
            .Select(n => gateways.Select(g => Visitor.InBrowser(g, $"{net}.{n}.1")).ToArray()).ToArray();
        foreach (var client in clients)
        {
            await client[0].StatusOfAsync("/login");
        }

        var caught = new bool[Attackers];
        var attempts = 0;
        for (var round = 0; round < MostAttempts && caught.Contains(false); round++)
        {
            for (var n = 0; n < Attackers; n++)
            {
                if (!caught[n])
                {
                    var answer = await clients[n][round % gateways.Length].LoginAsync($"{net}-{n}-{round}@shop.example", "guess");
                    caught[n] = answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests;
                    attempts++;
                }
            }

            // How fast the news travels is measured elsewhere; here it counts that nothing of it is missing.
            await _fleet.SettledAsync();
        }

        foreach (var client in clients.SelectMany(c => c))
        {
            client.Dispose();
        }

        return attempts;
    }

    /// <summary>People who look at pages at all gateways; one that is down is left out.</summary>
    private Task BrowseAsync(string net, int rounds) => Task.WhenAll(_fleet.Gateways.Select(async (gateway, g) =>
    {
        var people = Enumerable.Range(1, 8).Select(n => Visitor.InBrowser(gateway.Address, $"{net}.{g}.{n}")).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var person in people)
            {
                try
                {
                    await person.StatusOfAsync(round % 3 == 0 ? "/login" : "/");
                }
                catch (HttpRequestException)
                {
                    // Its gateway was killed.
                }
            }
        }

        foreach (var person in people)
        {
            person.Dispose();
        }
    }));
}
