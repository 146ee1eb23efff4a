using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Snoozes;
using SecurityDecisioning.Review.Tests.Cases;

namespace SecurityDecisioning.Review.Tests.Snoozes;

internal sealed class SnoozeDeskTests : CaseTests
{
    private const long Day = 24L * 3600 * 1000;

    [TestCase(Verdict.ConfirmedSafe, SnoozeOutcome.Set)]
    [TestCase(Verdict.Dismissed, SnoozeOutcome.Set)]
    [TestCase(Verdict.ConfirmedCompromised, SnoozeOutcome.NotHarmless)]
    public async Task Only_a_case_found_harmless_leads_to_a_snooze(Verdict verdict, SnoozeOutcome expected)
    {
        await Ledger.ApplyAsync([Change(Closed(Open(1), verdict))], 1);

        Assert.That((await Snoozes.SetAsync(Request())).Outcome, Is.EqualTo(expected));
    }

    [Test]
    public async Task Open_and_unknown_cases_lead_to_none()
    {
        Assert.That((await Snoozes.SetAsync(Request())).Outcome, Is.EqualTo(SnoozeOutcome.UnknownCase));
        await Ledger.ApplyAsync([Change(Open(1))], 1);
        Assert.That((await Snoozes.SetAsync(Request())).Outcome, Is.EqualTo(SnoozeOutcome.CaseOpen));
        Assert.That(Log.Changes, Is.Empty);
    }

    [TestCase(59_999, SnoozeOutcome.BadDuration)]
    [TestCase(60_000, SnoozeOutcome.Set)]
    [TestCase(180 * Day, SnoozeOutcome.Set)]
    [TestCase(180 * Day + 1, SnoozeOutcome.BadDuration)]
    public async Task Snooze_lasts_from_a_minute_to_180_days(long durationMs, SnoozeOutcome expected)
    {
        await Ledger.ApplyAsync([Change(Closed(Open(1)))], 1);

        var result = await Snoozes.SetAsync(Request() with { DurationMs = durationMs });

        Assert.That(result.Outcome, Is.EqualTo(expected));
        Assert.That(result.Snooze?.UntilMs ?? (NowMs + durationMs), Is.EqualTo(NowMs + durationMs));
    }

    [Test]
    public async Task Snooze_is_the_cases_entity_and_policy_with_a_name_and_a_reason()
    {
        var (about, aboutPolicy) = (Closed(Open(1)), Closed(Open(2) with { Entity = default }));
        var (country, free) = (Closed(Open(3) with { Entity = EntityKey.OfCountry("DE") }), Closed(Open(4, policy: "")));
        await Ledger.ApplyAsync([Change(about), Change(aboutPolicy), Change(country), Change(free)], 1);

        Assert.That(await Of(Request() with { Policy = "other" }), Is.EqualTo(SnoozeOutcome.BadPolicy));
        Assert.That(await Of(Request() with { Policy = "" }), Is.EqualTo(SnoozeOutcome.BadPolicy));
        Assert.That(await Of(Request() with { Case = free.Id, Policy = "any" }), Is.EqualTo(SnoozeOutcome.Set));
        Assert.That(await Of(Request() with { Case = aboutPolicy.Id }), Is.EqualTo(SnoozeOutcome.BadEntity));
        Assert.That(await Of(Request() with { Case = country.Id }), Is.EqualTo(SnoozeOutcome.BadEntity), "no request is held by its country");
        Assert.That(await Of(Request() with { By = "" }), Is.EqualTo(SnoozeOutcome.BadName));
        Assert.That(await Of(Request() with { Reason = new string('r', 501) }), Is.EqualTo(SnoozeOutcome.BadReason));
        var set = (await Snoozes.SetAsync(Request())).Snooze!;
        Assert.That((set.Entity, set.Policy, set.Case, set.By), Is.EqualTo((about.Entity, "login", about.Id, "ann")));

        async Task<SnoozeOutcome> Of(SnoozeRequest request) => (await Snoozes.SetAsync(request)).Outcome;
    }

    [Test]
    public async Task Undoing_is_on_record_with_who_and_why_and_happens_once()
    {
        await Ledger.ApplyAsync([Change(Closed(Open(1)))], 1);
        var set = (await Snoozes.SetAsync(Request())).Snooze!;
        Assert.That(await Snoozes.EndAsync(set.Id, "ben", "why"), Is.EqualTo(EndOutcome.Unknown), "not read back yet");
        await PlayAsync();

        Assert.That(await Snoozes.EndAsync(set.Id, "", "why"), Is.EqualTo(EndOutcome.BadName));
        Assert.That(await Snoozes.EndAsync(set.Id, "ben", ""), Is.EqualTo(EndOutcome.BadReason));
        Assert.That(await Snoozes.EndAsync(set.Id, " ben ", " over "), Is.EqualTo(EndOutcome.Ended));
        await PlayAsync();

        Assert.That((await Ledger.FindSnoozeAsync(set.Id))!.End, Is.EqualTo(new SnoozeEnd(NowMs, "ben", "over")));
        Assert.That(await Snoozes.EndAsync(set.Id, "cat", "again"), Is.EqualTo(EndOutcome.Over));
    }

    [Test]
    public async Task What_ran_out_is_not_undone()
    {
        var snooze = Snooze(1, lastsMs: 1_000);
        await Ledger.ApplyAsync([Change(snooze)], 1);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await Snoozes.EndAsync(snooze.Id, "ben", "why"), Is.EqualTo(EndOutcome.Over));
    }

    private SnoozeRequest Request() => new(Open(1).Id, "login", Day, "ann", "A scanner of ours");
}
