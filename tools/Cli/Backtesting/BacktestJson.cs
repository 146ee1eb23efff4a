using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Learning.Evaluation;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>A backtest's report and its progress for programs; docs/backtest.md has the form.</summary>
internal static class BacktestJson
{
    private const int MostAccounts = 100;

    public static string Report(BacktestReport report, string oldName, string newName) => JsonSerializer.Serialize(
        new
        {
            complete = report.IsComplete,
            @new = new { name = newName, hash = report.Plan.New.Hash },
            old = new { name = oldName, hash = report.Plan.Old?.Hash },
            elapsed_seconds = report.Elapsed.TotalSeconds,
            decisions_per_second = report.PerSecond,
            decisions = new
            {
                read = report.Tally.Decisions,
                decided = report.Tally.Decided,
                cut_short = report.Tally.CutShort,
                held_by_old = report.Plan.SimulatesRestrictions ? report.Tally.HeldByOld : (long?)null,
                held_by_new = report.Plan.SimulatesRestrictions ? report.Tally.HeldByNew : (long?)null,
                freed = report.Plan.SimulatesRestrictions ? report.Tally.Freed : (long?)null,
                restrictions_evicted = report.Evicted,
                answers = report.Tally.Answers,
                failed = report.Tally.Failed,
                unreadable = report.Tally.Unreadable,
                out_of_range = report.OutOfRange,
                old_as_recorded = report.Tally.OldAsRecorded,
                first_ms = report.Tally.Decisions == report.Tally.Unreadable ? (long?)null : report.Tally.FirstMs,
                last_ms = report.Tally.Decisions == report.Tally.Unreadable ? (long?)null : report.Tally.LastMs,
            },
            restrictions = report.Plan.SimulatesRestrictions ? "simulate" : "recorded",
            damage = report.Damage,
            recorded_sets = report.Tally.RecordedSets,
            actions = Table(report.Tally.Actions),
            shadow_actions = Table(report.Tally.ShadowActions),
            expectation = Expectation(report.Tally),
            blast_radius = Blast(report.Blast, report.Plan.Clean),
            restricted = report.Restricted.All.Select(r => new
            {
                action = ActionKinds.NameOf(r.Action),
                scope = EntityKinds.NameOf(r.Kind),
                old = r.Old.Count,
                @new = r.New.Count,
                exact = r.Old.IsExact && r.New.IsExact,
            }),
            verdicts = Truth(report.Tally.Truth),
            rules = report.Tally.Rules.All.Select(r => new
            {
                policy = r.Key.Policy,
                rule = r.Key.Rule,
                action = ActionKinds.NameOf(r.Value.Proposed),
                old_fired = r.Value.OldFired,
                new_fired = r.Value.NewFired,
                newly_fired = r.Value.NewlyFired,
                no_longer_fired = r.Value.NoLongerFired,
                old_won = r.Value.OldWon,
                new_won = r.Value.NewWon,
                on_attacks = r.Value.OnAttacks,
                on_harmless = r.Value.OnHarmless,
            }),
            examples = report.Examples.Select(e => new
            {
                decision_id = e.Id,
                time_ms = e.TimeMs,
                operation = e.Operation,
                risk = e.Risk,
                truth = e.Truth,
                old = e.Old,
                @new = e.New,
                policy = e.Policy,
                rule = e.Rule,
                why = e.Why,
            }),
        },
        PolicyJson.Options);

    /// <summary>One line.</summary>
    public static string Progress(BacktestProgress progress) => JsonSerializer.Serialize(new
    {
        progress = progress.Share,
        decisions = progress.Decisions,
        decisions_per_second = progress.PerSecond,
        seconds_left = progress.LeftSeconds,
        changed = progress.Changed,
        clean_accounts = progress.CleanAccounts,
    });

    private static JsonObject Table(ActionTable table)
    {
        var rows = new JsonObject();
        foreach (var old in ActionKinds.All)
        {
            rows.Add(ActionKinds.NameOf(old), new JsonObject(ActionKinds.All.Select(
                now => KeyValuePair.Create<string, JsonNode?>(ActionKinds.NameOf(now), table[old, now]))));
        }

        return new JsonObject
        {
            ["changed"] = table.Changed, ["stronger"] = table.Stronger, ["milder"] = table.Milder, ["old_to_new"] = rows,
        };
    }

    /// <summary>How often the new set acts against a request: what its canary is held against (<c>PolicyExpectation</c>).</summary>
    private static object? Expectation(BatchTally tally)
    {
        var share = WilsonInterval.Of(tally.Decided - tally.Actions.To(ActionKind.Allow), tally.Decided);
        return tally.Decided == 0 ? null : new { share = share.Value, low = share.Low, high = share.High, decisions = tally.Decided };
    }

    private static object Blast(BlastRadius blast, CleanHistory clean) => new
    {
        clean_means_logins = clean.Logins,
        exact = blast.IsExact,
        accounts = blast.Seen.Count,
        clean_accounts = blast.Clean.Count,
        clean_by_old = blast.CleanByOld.Count,
        clean_by_new = blast.CleanByNew.Count,
        clean_newly = blast.CleanNewly.Count,
        clean_newly_by_owner = blast.CleanNewlyByOwner.Count,
        most = blast.Most.Top(MostAccounts).Select(a => new
        {
            account = a.Account.ToString(),
            decisions = a.Decisions,
            newly = a.Newly,
            by_owner = a.ByOwner,
            strongest = ActionKinds.NameOf(a.Strongest),
        }),
        most_lack_up_to = blast.Most.MissedAtMost,
    };

    private static object? Truth(TruthTally truth) => truth.Labelled == 0 ? null : new
    {
        labelled = truth.Labelled,
        old = Measures(truth.Old),
        @new = Measures(truth.New),
    };

    private static object Measures(ConfusionMatrix m) => new
    {
        true_positives = m.TruePositives,
        false_positives = m.FalsePositives,
        false_negatives = m.FalseNegatives,
        true_negatives = m.TrueNegatives,
        precision = Interval(m.Precision),
        recall = Interval(m.Recall),
        f1 = Interval(m.F1),
        false_positive_rate = Interval(m.FalsePositiveRate),
    };

    private static object Interval(Estimate e) =>
        new { value = double.IsNaN(e.Value) ? (double?)null : e.Value, low = e.Low, high = e.High };
}
