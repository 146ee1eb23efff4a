using System.Globalization;
using SecurityDecisioning.Learning.Evaluation;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>A backtest's report as a person reads it in a terminal.</summary>
internal static class BacktestText
{
    private const int MostRules = 40;
    private const int MostAccounts = 10;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static void Write(BacktestReport report, string oldName, string newName, TextWriter output)
    {
        output.WriteLine($"New  {newName}");
        output.WriteLine($"Old  {oldName}");
        WriteDecisions(report, output);
        WriteActions(report.Tally, output);
        WriteBlast(report.Blast, report.Plan.Clean, output);
        WriteRestricted(report.Restricted, output);
        WriteTruth(report.Tally.Truth, output);
        WriteRules(report.Tally.Rules, output);
        WriteExamples(report.Examples, output);
        if (!report.IsComplete)
        {
            output.WriteLine();
            output.WriteLine("Interrupted: this is a part of the log, not the whole.");
        }
    }

    private static void WriteDecisions(BacktestReport report, TextWriter output)
    {
        var tally = report.Tally;
        output.WriteLine();
        if (tally.Decisions == 0)
        {
            output.WriteLine("The log holds no decisions of those times.");
            return;
        }

        output.WriteLine(string.Create(Plain,
            $"{tally.Decisions:N0} decisions from {Time(tally.FirstMs)} to {Time(tally.LastMs)}, in {report.Elapsed.TotalSeconds:0.0} s "
            + $"({report.PerSecond:N0}/s)"));
        Line(output, tally.Decided, "decided again with both sets");
        Line(output, tally.CutShort, "cut short by a standing throttle or revocation: no rule was asked, so none is now", orNothing: true);
        Line(output, tally.Answers, "answers to challenges, which rules are not asked about", orNothing: true);
        Line(output, tally.Failed, "failed then, without features to decide from", orNothing: true);
        Line(output, tally.Unreadable, "records that do not read", orNothing: true);
        Line(output, report.OutOfRange, "outside the times asked for", orNothing: true);
        foreach (var damage in report.Damage)
        {
            output.WriteLine($"  damaged: {damage}");
        }

        if (report.Plan.Old is not null && tally.Decided > 0)
        {
            output.WriteLine($"  The old set does what was done then in {Percent(tally.OldAsRecorded, tally.Decided)} of them.");
        }

        if (!report.Plan.SimulatesRestrictions)
        {
            output.WriteLine("  Restrictions are those that stood then; those that the new set would leave or spare are not carried on.");
            return;
        }

        output.WriteLine("  Restrictions are those that each set itself leaves, and those that people set then.");
        Line(output, tally.HeldByOld, "are held by a restriction in the old set");
        Line(output, tally.HeldByNew, "are held by a restriction in the new set");
        Line(output, tally.Freed, "were cut short then and are not now: decided without threats, which nobody ranked", orNothing: true);
        Line(output, report.Evicted, "restrictions were too many to keep: too few hold", orNothing: true);
    }

    private static void WriteActions(BatchTally tally, TextWriter output)
    {
        var actions = tally.Actions;
        output.WriteLine();
        output.WriteLine($"{"Decisions by action, old down, new across",-44}{Row([.. ActionKinds.All.Select(ActionKinds.NameOf)])}");
        foreach (var old in ActionKinds.All)
        {
            var cells = ActionKinds.All.Select(now => actions[old, now].ToString("N0", Plain));
            output.WriteLine($"  {ActionKinds.NameOf(old),-42}{Row([.. cells])}");
        }

        output.WriteLine(string.Create(Plain,
            $"  {actions.Changed:N0} change ({Percent(actions.Changed, tally.Decided)}): {actions.Stronger:N0} become stronger, "
            + $"{actions.Milder:N0} milder."));
        var shadow = tally.ShadowActions;
        if (shadow.Changed != actions.Changed)
        {
            output.WriteLine(string.Create(Plain,
                $"  Were every shadow policy live: {shadow.Changed:N0} change ({Percent(shadow.Changed, tally.Decided)}), "
                + $"{shadow.Stronger:N0} stronger, {shadow.Milder:N0} milder."));
        }

        static string Row(string[] cells) => string.Concat(cells.Select(c => $"{c,13}"));
    }

    private static void WriteBlast(BlastRadius blast, CleanHistory clean, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"Blast radius: accounts with clean history ({clean.Logins} logins or more, no confirmed attack, no restriction left)");
        Accounts(blast.Clean, "are in these decisions", blast.Seen);
        Accounts(blast.CleanByOld, "the old set does not always let through", blast.Clean);
        Accounts(blast.CleanByNew, "the new set would not always let through", blast.Clean);
        Accounts(blast.CleanNewly, "would be treated more strongly than by the old", blast.Clean);
        Accounts(blast.CleanNewlyByOwner, "of those on a request that was likely their owner's", blast.CleanNewly);
        foreach (var account in blast.Most.Top(MostAccounts))
        {
            output.WriteLine(string.Create(Plain,
                $"    account:{account.Account}  {ActionKinds.NameOf(account.Strongest),-10}{account.Decisions,8:N0} decisions, "
                + $"{account.Newly:N0} newly, {account.ByOwner:N0} of those likely the owner's"));
        }

        if (blast.Most.MissedAtMost > 0)
        {
            output.WriteLine(string.Create(Plain,
                $"    (too many accounts to count each: these figures may lack up to {blast.Most.MissedAtMost:N0} decisions)"));
        }

        void Accounts(DistinctAccounts count, string what, DistinctAccounts of) =>
            output.WriteLine($"  {Number(count),18}  {what} ({Percent(count.Count, of.Count)})");
    }

    private static void WriteRestricted(RestrictedEntities restricted, TextWriter output)
    {
        var all = restricted.All.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{"Restrictions left, on how many different",-46}{"old",18}{"new",18}");
        foreach (var (action, kind, old, now) in all)
        {
            var what = $"{ActionKinds.NameOf(action)} on {EntityKinds.NameOf(kind)}";
            output.WriteLine($"  {what,-44}{Number(old),18}{Number(now),18}");
        }
    }

    private static void WriteTruth(TruthTally truth, TextWriter output)
    {
        output.WriteLine();
        if (truth.Labelled == 0)
        {
            output.WriteLine("No verdict is known for these decisions: whether a change is for the better, the figures cannot tell.");
            return;
        }

        output.WriteLine(string.Create(Plain, $"Against verdicts, {truth.Labelled:N0} decisions (acted on means challenge or stronger)"));
        output.WriteLine($"{"",-24}{"old",-28}new");
        Measure("precision", truth.Old.Precision, truth.New.Precision);
        Measure("recall", truth.Old.Recall, truth.New.Recall);
        Measure("F1", truth.Old.F1, truth.New.F1);
        Measure("false-positive rate", truth.Old.FalsePositiveRate, truth.New.FalsePositiveRate);
        Counts("attacks acted on", truth.Old.TruePositives, truth.New.TruePositives);
        Counts("attacks let through", truth.Old.FalseNegatives, truth.New.FalseNegatives);
        Counts("harmless acted on", truth.Old.FalsePositives, truth.New.FalsePositives);
        Counts("harmless let through", truth.Old.TrueNegatives, truth.New.TrueNegatives);
        output.WriteLine("  In brackets the 95 % interval, as if decisions were independent; those of one attack are not, so it is wider.");

        void Measure(string name, Estimate old, Estimate now) => output.WriteLine($"  {name,-22}{Interval(old),-28}{Interval(now)}");

        void Counts(string name, long old, long now) => output.WriteLine(string.Create(Plain, $"  {name,-22}{old,-28:N0}{now:N0}"));
    }

    private static void WriteRules(RuleTable rules, TextWriter output)
    {
        var all = rules.All.OrderByDescending(r => r.Value.NewlyFired + r.Value.NoLongerFired).ToList();
        output.WriteLine();
        output.WriteLine($"{"Rules that fired",-64}{"old",10}{"new",10}{"newly",10}{"no longer",11}{"won old",10}{"won new",10}");
        foreach (var ((policy, rule), tally) in all.Take(MostRules))
        {
            var name = $"{policy}/{rule} {ActionKinds.NameOf(tally.Proposed)}";
            output.WriteLine(string.Create(Plain,
                $"  {name,-62}{tally.OldFired,10:N0}{tally.NewFired,10:N0}{tally.NewlyFired,10:N0}{tally.NoLongerFired,11:N0}"
                + $"{tally.OldWon,10:N0}{tally.NewWon,10:N0}"));
        }

        if (all.Count > MostRules)
        {
            output.WriteLine($"  and {all.Count - MostRules} more with fewer changes (--json has all)");
        }
    }

    private static void WriteExamples(IReadOnlyList<ExplainedExample> examples, TextWriter output)
    {
        if (examples.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Examples of each change (`sd decision show ID` has the whole)");
        foreach (var example in examples)
        {
            output.WriteLine(string.Create(Plain,
                $"  {example.Id}  {Time(example.TimeMs)}  {example.Operation}, risk {example.Risk:0.00}"
                + $"{(example.Truth.Length > 0 ? $", {example.Truth}" : "")}: {example.Old} -> {example.New}"));
            foreach (var why in example.Why)
            {
                output.WriteLine($"      {why}");
            }
        }
    }

    private static void Line(TextWriter output, long count, string what, bool orNothing = false)
    {
        if (count > 0 || !orNothing)
        {
            output.WriteLine(string.Create(Plain, $"  {count,12:N0}  {what}"));
        }
    }

    private static string Number(DistinctAccounts count) =>
        string.Create(Plain, $"{(count.IsExact ? "" : "about ")}{count.Count:N0}");

    private static string Interval(Estimate e) => double.IsNaN(e.Value)
        ? "-"
        : string.Create(Plain, $"{e.Value:0.0000} [{e.Low:0.0000}, {e.High:0.0000}]");

    private static string Percent(long part, long whole) =>
        whole == 0 ? "-" : string.Create(Plain, $"{100.0 * part / whole:0.###} %");

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss", Plain);
}
