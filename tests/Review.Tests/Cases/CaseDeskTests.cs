using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Review.Tests.Cases;

internal sealed class CaseDeskTests : CaseTests
{
    [Test]
    public async Task Case_goes_through_the_log_from_opening_to_verdict()
    {
        var result = await Desk.OpenAsync(new CaseRequest(" ann ", " odd ", Account("alice"), "login", new EventId(1, 2), new EventId(3, 4)));
        Assert.That(await Ledger.ListAsync(new CaseQuery()), Is.Empty, "nothing but the log's projection writes the ledger");
        await PlayAsync();
        var opened = result.Case!;
        Assert.That(await Ledger.FindAsync(opened.Id), Is.EqualTo(opened));
        Assert.That((opened.OpenedBy, opened.Reason, opened.OpenedMs, opened.Origin), Is.EqualTo(("ann", "odd", NowMs, CaseOrigin.Person)));

        Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await Desk.CloseAsync(opened.Id, Verdict.ConfirmedSafe, " ben ", " called her "), Is.EqualTo(CloseOutcome.Closed));
        await PlayAsync();

        Assert.That(
            (await Ledger.FindAsync(opened.Id))!.Closing,
            Is.EqualTo(new CaseClosing(Verdict.ConfirmedSafe, "ben", NowMs, "called her")));
        Assert.That(
            await Desk.CloseAsync(opened.Id, Verdict.ConfirmedCompromised, "cat", "no"), Is.EqualTo(CloseOutcome.AlreadyClosed));
        Assert.That(Log.Changes, Has.Count.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> Requests()
    {
        var good = new CaseRequest("ann", "odd", Account("alice"));
        yield return Case("entity", good, OpenOutcome.Opened);
        yield return Case("policy", good with { Entity = default, Policy = "login" }, OpenOutcome.Opened);
        yield return Case("nothing", good with { Entity = default }, OpenOutcome.BadSubject);
        yield return Case("no kind", good with { Entity = new EntityKey(EntityKind.None, 1, 2) }, OpenOutcome.BadSubject);
        yield return Case("long policy", good with { Policy = new string('p', 129) }, OpenOutcome.BadSubject);
        yield return Case("nobody", good with { By = " " }, OpenOutcome.BadName);
        yield return Case("no reason", good with { Reason = "" }, OpenOutcome.BadReason);
        yield return Case("long reason", good with { Reason = new string('r', 501) }, OpenOutcome.BadReason);

        static TestCaseData Case(string name, CaseRequest request, OpenOutcome expected) =>
            new TestCaseData(request, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Requests))]
    public async Task Opening_tells_what_is_wrong_with_it(CaseRequest request, OpenOutcome expected)
    {
        var result = await Desk.OpenAsync(request);

        Assert.That(result.Outcome, Is.EqualTo(expected));
        Assert.That(Log.Changes, Has.Count.EqualTo(expected == OpenOutcome.Opened ? 1 : 0));
        Assert.That(result.Case is null, Is.EqualTo(expected != OpenOutcome.Opened));
    }

    [TestCase(Verdict.None, "ben", "why", CloseOutcome.BadVerdict)]
    [TestCase((Verdict)9, "ben", "why", CloseOutcome.BadVerdict)]
    [TestCase(Verdict.Dismissed, "", "why", CloseOutcome.BadName)]
    [TestCase(Verdict.Dismissed, "ben", " ", CloseOutcome.BadReason)]
    [TestCase(Verdict.Dismissed, "ben", "why", CloseOutcome.Closed)]
    public async Task Verdict_needs_a_finding_a_name_and_a_reason(Verdict verdict, string by, string reason, CloseOutcome expected)
    {
        await Ledger.ApplyAsync([Change(Open(1))], 1);

        Assert.That(await Desk.CloseAsync(Open(1).Id, verdict, by, reason), Is.EqualTo(expected));
        Assert.That(Log.Changes, Has.Count.EqualTo(expected == CloseOutcome.Closed ? 1 : 0));
    }

    [Test]
    public async Task Verdict_on_an_unknown_case_is_an_answer_not_an_exception() =>
        Assert.That(await Desk.CloseAsync(new EventId(1, 2), Verdict.Dismissed, "ben", "why"), Is.EqualTo(CloseOutcome.Unknown));

    [Test]
    public async Task Case_that_opens_by_itself_opens_once()
    {
        Assert.That(await Desk.OpenOnceAsync(Open(1, origin: CaseOrigin.Budget)), Is.True);
        await PlayAsync();

        Assert.That(await Desk.OpenOnceAsync(Open(1, origin: CaseOrigin.Budget)), Is.False);
        Assert.That(Log.Changes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rules_open_no_more_than_their_share_and_people_and_guards_still_can()
    {
        await Ledger.ApplyAsync(
            [.. Enumerable.Range(1, CaseLimits.OpenByRules).Select(i => Change(Open(i, origin: CaseOrigin.Rule)))], 1);

        Assert.That(await Desk.OpenOnceAsync(Open(9_001, origin: CaseOrigin.Rule)), Is.False);
        Assert.That(await Desk.OpenOnceAsync(Open(9_002, origin: CaseOrigin.Budget)), Is.True);
        Assert.That((await Desk.OpenAsync(new CaseRequest("ann", "odd", Account("alice")))).Outcome, Is.EqualTo(OpenOutcome.Opened));
    }
}
