using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Review.Tests.Cases;

/// <summary>What every ledger must do, whatever database it is in.</summary>
internal abstract class CaseLedgerContract : CaseTests
{
    [Test]
    public async Task Case_and_snooze_read_back_the_same_at_each_step()
    {
        var (open, snooze) = (Open(1), Snooze(2));
        var bare = new Case { Id = new EventId(1, 3), Origin = CaseOrigin.Budget, OpenedMs = 1, OpenedBy = "budget", Reason = "r", Policy = "p" };
        await Ledger.ApplyAsync([Change(open), Change(snooze), Change(bare)], 3);

        Assert.That(await Ledger.FindAsync(open.Id), Is.EqualTo(open));
        Assert.That(await Ledger.FindAsync(bare.Id), Is.EqualTo(bare));
        Assert.That(await Ledger.FindSnoozeAsync(snooze.Id), Is.EqualTo(snooze));
        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(3));

        await Ledger.ApplyAsync([Change(Closed(open)), Change(Ended(snooze))], 5);

        Assert.That(await Ledger.FindAsync(open.Id), Is.EqualTo(Closed(open)));
        Assert.That(await Ledger.FindSnoozeAsync(snooze.Id), Is.EqualTo(Ended(snooze)));
    }

    [Test]
    public async Task Order_and_repetition_of_records_make_no_difference()
    {
        var (first, second) = (Closed(Open(1), Verdict.Dismissed, "zoe", 5), Closed(Open(1), Verdict.ConfirmedSafe, "ann", 6));
        var tie = Closed(Open(1), Verdict.ConfirmedCompromised, "yan", 5);
        ReviewChange[] changes = [Change(Open(1)), Change(first), Change(second), Change(tie), Change(Snooze(2)), Change(Ended(Snooze(2)))];
        foreach (var order in new[] { new[] { 0, 1, 2, 3, 4, 5 }, [5, 4, 3, 2, 1, 0], [1, 5, 3, 0, 2, 4, 1, 3, 5, 2] })
        {
            var number = order[0] * 10;
            await Ledger.ApplyAsync([.. order.Select(i => Renumbered(changes[i], number))], 4);

            var found = await Ledger.FindAsync(Renumbered(changes[0], number).Case!.Id);
            Assert.That(found!.Closing, Is.EqualTo(tie.Closing), "of two verdicts the earlier one, and of a tie the first name");
            Assert.That((await Ledger.FindSnoozeAsync(Renumbered(changes[4], number).Snooze!.Id))!.End, Is.Not.Null);
        }
    }

    [Test]
    public async Task Ledger_and_memory_agree_on_which_of_two_records_counts()
    {
        var random = new Random(7);
        for (var i = 1; i <= 60; i++)
        {
            var open = Open(i);
            Case Any() => random.Next(3) == 0 ? open : Closed(
                open, (Verdict)random.Next(1, 4), $"name-{random.Next(3)}", random.Next(3));
            var records = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Any()).ToList();
            await Ledger.ApplyAsync([.. records.Select(Change)], i);

            var (expected, found) = (records.Aggregate(Case.Later).Closing, (await Ledger.FindAsync(open.Id))!.Closing);
            Assert.That((found?.TimeMs, found?.By), Is.EqualTo((expected?.TimeMs, expected?.By)));
        }
    }

    [Test]
    public async Task What_peers_wrote_is_taken_in_without_moving_the_own_offset()
    {
        await Ledger.ApplyAsync([Change(Open(1))], 9);

        await Ledger.TakeInAsync([Change(Open(2)), Change(Closed(Open(1))), Change(Snooze(3))]);
        await Ledger.TakeInAsync([Change(Open(2)), Change(Closed(Open(1))), Change(Snooze(3))]);

        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(9));
        Assert.That(await Ledger.ListAsync(new CaseQuery { Open = true }), Is.EqualTo(new[] { Open(2) }));
        Assert.That(await Ledger.ListAsync(new SnoozeQuery { Holding = true }), Has.Count.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return Case("all", new(), 4, 3, 2, 1);
        yield return Case("open", new() { Open = true }, 4, 2, 1);
        yield return Case("closed", new() { Open = false }, 3);
        yield return Case("entity", new() { Entity = Account("alice") }, 4, 3, 1);
        yield return Case("same bits, other kind", new() { Entity = Account("alice") with { Kind = EntityKind.Device } });
        yield return Case("policy", new() { Policy = "scraping" }, 3);
        yield return Case("origin", new() { Origin = CaseOrigin.Budget }, 4);
        yield return Case("decision", new() { Decision = new EventId(5, 2) }, 2);
        yield return Case("two of them", new() { Open = true, Entity = Account("alice") }, 4, 1);

        static TestCaseData Case(string name, CaseQuery query, params int[] expected) =>
            new TestCaseData(query, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filter_finds_exactly_what_matches(CaseQuery query, int[] expected)
    {
        await Ledger.ApplyAsync(
            [Change(Open(1)), Change(Open(2, "bob")), Change(Closed(Open(3, policy: "scraping"))), Change(Open(4, origin: CaseOrigin.Budget))],
            4);

        Assert.That((await Ledger.ListAsync(query)).Select(c => (int)c.Id.Low), Is.EqualTo(expected));
    }

    [Test]
    public async Task Snoozes_are_found_by_whom_and_what_they_hold_and_by_their_case()
    {
        await Ledger.ApplyAsync(
            [Change(Snooze(1)), Change(Snooze(2, "bob", "scraping")), Change(Ended(Snooze(3))), Change(Snooze(4, lastsMs: 100))], 4);
        Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.That(await Numbers(new SnoozeQuery()), Is.EqualTo(new[] { 4, 3, 2, 1 }));
        Assert.That(await Numbers(new SnoozeQuery { Holding = true }), Is.EqualTo(new[] { 2, 1 }));
        Assert.That(await Numbers(new SnoozeQuery { Holding = false }), Is.EqualTo(new[] { 4, 3 }));
        Assert.That(await Numbers(new SnoozeQuery { Policy = "scraping" }), Is.EqualTo(new[] { 2 }));
        Assert.That(await Numbers(new SnoozeQuery { Entity = Account("bob") }), Is.EqualTo(new[] { 2 }));
        Assert.That(await Numbers(new SnoozeQuery { Case = new EventId(9, 9), Limit = 2 }), Is.EqualTo(new[] { 4, 3 }));
        Assert.That(await Numbers(new SnoozeQuery { Case = new EventId(9, 8) }), Is.Empty);

        async Task<IEnumerable<int>> Numbers(SnoozeQuery query) => (await Ledger.ListAsync(query)).Select(s => (int)s.Id.Low);
    }

    [Test]
    public async Task Pages_follow_each_other_without_gaps_or_repeats()
    {
        await Ledger.ApplyAsync([.. Enumerable.Range(1, 25).Select(i => Change(Open(i)))], 25);

        var first = await Ledger.ListAsync(new CaseQuery { Limit = 20 });
        var second = await Ledger.ListAsync(new CaseQuery { Limit = 20, Before = first[^1].Id });

        Assert.That(first.Concat(second).Select(c => (int)c.Id.Low), Is.EqualTo(Enumerable.Range(1, 25).Reverse()));
    }

    [Test]
    public async Task Open_cases_are_counted_by_origin()
    {
        await Ledger.ApplyAsync(
            [Change(Open(1)), Change(Open(2, origin: CaseOrigin.Rule)), Change(Closed(Open(3, origin: CaseOrigin.Rule)))], 3);

        Assert.That(await Ledger.CountOpenAsync(), Is.EqualTo(2));
        Assert.That(await Ledger.CountOpenAsync(CaseOrigin.Rule), Is.EqualTo(1));
        Assert.That(await Ledger.CountOpenAsync(CaseOrigin.Canary), Is.Zero);
    }

    [Test]
    public async Task Clean_up_removes_what_is_over_and_never_an_open_case()
    {
        await Ledger.ApplyAsync(
            [
                Change(Open(1)), Change(Closed(Open(2))), Change(Closed(Open(3), afterMs: 90_000)), Change(Snooze(4)),
                Change(Snooze(5, lastsMs: 90_000)),
            ],
            5);

        Assert.That(await Ledger.DeleteBeforeAsync(NowMs + 70_000), Is.EqualTo(2));

        Assert.That((await Ledger.ListAsync(new CaseQuery())).Select(c => c.Id.Low), Is.EqualTo(new ulong[] { 3, 1 }));
        Assert.That((await Ledger.ListAsync(new SnoozeQuery())).Select(s => s.Id.Low), Is.EqualTo(new ulong[] { 5 }));
    }

    private static ReviewChange Renumbered(ReviewChange change, int by) => change.Case is { } item
        ? new ReviewChange(item with { Id = item.Id with { Low = item.Id.Low + (ulong)by } }, null)
        : new ReviewChange(null, change.Snooze! with { Id = change.Snooze.Id with { Low = change.Snooze.Id.Low + (ulong)by } });
}
