using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Review.Tests.Restrictions;

internal sealed class RestrictionDeskTests : RestrictionTests
{
    [Test]
    public async Task Lift_goes_through_the_log_and_changes_the_ledger_only_when_it_comes_back()
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction)], 1);

        Assert.That(await Desk.LiftAsync(restriction.Id, " ann ", " wrong person "), Is.EqualTo(LiftOutcome.Lifted));

        Assert.That((await Ledger.FindAsync(restriction.Id))!.Lift, Is.Null);
        await Ledger.ApplyAsync(Log.Changes, 2);
        Assert.That(
            (await Ledger.FindAsync(restriction.Id))!.Lift,
            Is.EqualTo(new RestrictionLift(restriction.Id, restriction.Entity, NowMs, "ann", "wrong person")));
        Assert.That(await Desk.LiftAsync(restriction.Id, "ann", "again"), Is.EqualTo(LiftOutcome.AlreadyLifted));
    }

    [Test]
    public async Task Lift_of_an_unknown_restriction_is_an_answer_not_an_exception()
    {
        Assert.That(await Desk.LiftAsync(new EventId(1, 2), "ann", "because"), Is.EqualTo(LiftOutcome.Unknown));
        Assert.That(Log.Changes, Is.Empty);
    }

    [Test]
    public async Task Lift_of_what_ran_out_changes_nothing()
    {
        var restriction = Restriction(1, lastsMs: 1000);
        await Ledger.ApplyAsync([Issue(restriction)], 1);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await Desk.LiftAsync(restriction.Id, "ann", "because"), Is.EqualTo(LiftOutcome.Expired));
        Assert.That(Log.Changes, Is.Empty);
    }

    [TestCase(0, LiftOutcome.BadReason)]
    [TestCase(1, LiftOutcome.Lifted)]
    [TestCase(500, LiftOutcome.Lifted)]
    [TestCase(501, LiftOutcome.BadReason)]
    public async Task Reason_has_one_to_five_hundred_characters(int length, LiftOutcome expected)
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction)], 1);

        Assert.That(await Desk.LiftAsync(restriction.Id, "ann", new string('x', length)), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase(null)]
    public async Task Somebody_has_to_answer_for_it(string? by)
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction)], 1);

        Assert.That(await Desk.LiftAsync(restriction.Id, by!, "because"), Is.EqualTo(LiftOutcome.BadName));
    }

    [Test]
    public async Task Issued_restriction_stands_once_it_has_come_back_through_the_log()
    {
        var result = await Desk.IssueAsync(
            new RestrictionRequest(Account("mallory"), ActionKind.Revoke, 3_600_000, "ann", "Reported by the bank"));

        Assert.That(result.Outcome, Is.EqualTo(IssueOutcome.Issued));
        Assert.That(await Ledger.ListAsync(new LedgerQuery()), Is.Empty);
        await Ledger.ApplyAsync(Log.Changes, 1);
        var entry = (await Ledger.ListAsync(new LedgerQuery { Standing = true })).Single();
        Assert.That(entry.Restriction, Is.EqualTo(result.Restriction));
        Assert.That(entry.Restriction.Origin, Is.EqualTo(RestrictionOrigin.Analyst));
    }

    private static IEnumerable<TestCaseData> BadRequests()
    {
        var good = new RestrictionRequest(Account("m"), ActionKind.Revoke, 60_000, "ann", "why");
        yield return Case(good with { Entity = default }, IssueOutcome.BadEntity);
        yield return Case(good with { Action = ActionKind.Allow }, IssueOutcome.BadAction);
        yield return Case(good with { Action = (ActionKind)9 }, IssueOutcome.BadAction);
        yield return Case(good with { DurationMs = 0 }, IssueOutcome.BadDuration);
        yield return Case(good with { DurationMs = long.MaxValue }, IssueOutcome.BadDuration);
        yield return Case(good with { Reason = " " }, IssueOutcome.BadReason);
        yield return Case(good with { By = new string('x', 129) }, IssueOutcome.BadName);

        static TestCaseData Case(RestrictionRequest request, IssueOutcome expected) =>
            new TestCaseData(request, expected).SetArgDisplayNames(expected.ToString(), request.DurationMs.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Action.ToString());
    }

    [TestCaseSource(nameof(BadRequests))]
    public async Task Request_that_makes_no_sense_is_answered_with_what_is_wrong(RestrictionRequest request, IssueOutcome expected)
    {
        Assert.That((await Desk.IssueAsync(request)).Outcome, Is.EqualTo(expected));
        Assert.That(Log.Changes, Is.Empty);
    }
}
