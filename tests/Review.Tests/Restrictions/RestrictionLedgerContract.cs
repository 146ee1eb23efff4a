using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Review.Tests.Restrictions;

/// <summary>What every ledger must do, whatever database it is in.</summary>
internal abstract class RestrictionLedgerContract : RestrictionTests
{
    [Test]
    public async Task Restriction_reads_back_the_same()
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction)], 1);

        Assert.That(await Ledger.FindAsync(restriction.Id), Is.EqualTo(new LedgerEntry(restriction, null)));
        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Order_and_repetition_of_records_make_no_difference()
    {
        var (a, b, c) = (Restriction(1), Restriction(2), Restriction(3));
        RestrictionChange[] changes = [Issue(a), Issue(b), Issue(c), Lift(b)];
        foreach (var order in new[] { new[] { 0, 1, 2, 3 }, [3, 2, 1, 0], [3, 1, 3, 1, 0, 2, 2, 0] })
        {
            await Ledger.ApplyAsync([.. order.Select(i => changes[i])], 4);

            var standing = await Ledger.ListAsync(new LedgerQuery { Standing = true });
            Assert.That(standing.Select(e => e.Restriction), Is.EqualTo(new[] { c, a }));
        }
    }

    [Test]
    public async Task What_peers_set_is_taken_in_without_moving_the_own_offset()
    {
        var (own, peers) = (Restriction(1), Restriction(2));
        await Ledger.ApplyAsync([Issue(own)], 9);

        await Ledger.TakeInAsync([Issue(peers), Lift(own)]);
        await Ledger.TakeInAsync([Issue(peers), Lift(own)]);

        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(9));
        var standing = await Ledger.ListAsync(new LedgerQuery { Standing = true });
        Assert.That(standing.Select(e => e.Restriction), Is.EqualTo(new[] { peers }));
    }

    [Test]
    public async Task First_lift_stands_and_a_second_changes_nothing()
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction), Lift(restriction, "ann"), Lift(restriction, "ben")], 3);

        Assert.That((await Ledger.FindAsync(restriction.Id))!.Lift!.By, Is.EqualTo("ann"));
    }

    [Test]
    public async Task Restriction_stops_standing_when_its_time_is_over()
    {
        var restriction = Restriction(1, lastsMs: 60_000);
        await Ledger.ApplyAsync([Issue(restriction)], 1);

        Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.That(await Ledger.ListAsync(new LedgerQuery { Standing = true }), Has.Count.EqualTo(1));
        Assert.That(await Ledger.StandingAsync(NowMs), Is.EqualTo(new[] { restriction }));

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await Ledger.ListAsync(new LedgerQuery { Standing = true }), Is.Empty);
        Assert.That(await Ledger.ListAsync(new LedgerQuery { Standing = false }), Has.Count.EqualTo(1));
        Assert.That(await Ledger.StandingAsync(NowMs), Is.Empty);
    }

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return Case("all", new(), 3, 2, 1);
        yield return Case("entity", new() { Entity = Account("alice") }, 3, 1);
        yield return Case("same bits, other kind", new() { Entity = Account("alice") with { Kind = EntityKind.Device } });
        yield return Case("kind", new() { Kind = EntityKind.Ip });
        yield return Case("action", new() { Action = ActionKind.Revoke }, 2);
        yield return Case("owner", new() { Owner = "ann" }, 3);
        yield return Case("standing", new() { Standing = true }, 2, 1);
        yield return Case("past", new() { Standing = false }, 3);

        static TestCaseData Case(string name, LedgerQuery query, params int[] expected) =>
            new TestCaseData(query, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filter_finds_exactly_what_matches(LedgerQuery query, int[] expected)
    {
        var lifted = Restriction(3, owner: "ann");
        await Ledger.ApplyAsync(
            [Issue(Restriction(1)), Issue(Restriction(2, "bob", ActionKind.Revoke)), Issue(lifted), Lift(lifted)], 4);

        var found = await Ledger.ListAsync(query);

        Assert.That(found.Select(e => (int)e.Restriction.Id.Low), Is.EqualTo(expected));
    }

    [Test]
    public async Task Pages_follow_each_other_without_gaps_or_repeats()
    {
        await Ledger.ApplyAsync([.. Enumerable.Range(1, 25).Select(i => Issue(Restriction(i)))], 25);

        var first = await Ledger.ListAsync(new LedgerQuery { Limit = 20 });
        var second = await Ledger.ListAsync(new LedgerQuery { Limit = 20, Before = first[^1].Restriction.Id });

        Assert.That(
            first.Concat(second).Select(e => (int)e.Restriction.Id.Low), Is.EqualTo(Enumerable.Range(1, 25).Reverse()));
    }

    [Test]
    public async Task Standing_restrictions_are_counted_by_action()
    {
        var lifted = Restriction(3);
        await Ledger.ApplyAsync(
            [Issue(Restriction(1)), Issue(Restriction(2, action: ActionKind.Revoke)), Issue(lifted), Lift(lifted)], 4);

        Assert.That(await Ledger.CountStandingAsync(), Is.EqualTo(new Dictionary<ActionKind, long>
        {
            [ActionKind.Challenge] = 0,
            [ActionKind.Throttle] = 1,
            [ActionKind.Revoke] = 1,
        }));
    }

    [Test]
    public async Task Clean_up_removes_what_ran_out_with_its_lift()
    {
        var old = Restriction(1, lastsMs: 1000);
        var young = Restriction(2, lastsMs: 100_000);
        await Ledger.ApplyAsync([Issue(old), Lift(old), Issue(young)], 3);

        Assert.That(await Ledger.DeleteExpiredBeforeAsync(NowMs + 50_000), Is.EqualTo(1));

        Assert.That(await Ledger.FindAsync(old.Id), Is.Null);
        Assert.That(await Ledger.FindAsync(young.Id), Is.Not.Null);
    }
}
