using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>One step of a decision's life.</summary>
/// <param name="When">As shown: a time of day, or a span after the request.</param>
/// <param name="What">One sentence.</param>
/// <param name="Done">Whether it lies behind us.</param>
internal sealed record TimelineStep(string When, string What, bool Done)
{
    public static IReadOnlyList<TimelineStep> Of(
        Decision decision, IReadOnlyList<(LedgerEntry Line, string Role)> restrictions, long nowMs)
    {
        var steps = new List<TimelineStep>();
        if (decision.Applied is { } applied)
        {
            steps.Add(new(Clock(applied.FromMs), $"{applied.Owner} had set: {ActionKinds.NameOf(applied.Action)}", Done: true));
        }

        steps.Add(new(Clock(decision.Event.TimeMs), "The request arrived", Done: true));
        steps.Add(new("", Considered(decision), Done: true));
        steps.Add(new(
            FormattableString.Invariant($"+{decision.ElapsedNs / 1e3:0.#} µs"), ActionWords.Past(decision.Action), Done: true));
        foreach (var (line, _) in restrictions)
        {
            if (line.Lift is { } lift)
            {
                steps.Add(new(Clock(lift.TimeMs), $"Lifted by {lift.By}: {lift.Reason}", Done: true));
            }
            else
            {
                var over = nowMs >= line.Restriction.UntilMs;
                var what = $"{ActionWords.Title(line.Restriction.Action)} on this {EntityKinds.NameOf(line.Restriction.Entity.Kind)}";
                steps.Add(new(Clock(line.Restriction.UntilMs), over ? $"{what} ended" : $"{what} ends", over));
            }
        }

        return steps;
    }

    private static string Considered(Decision decision) => decision.Candidates.Count switch
    {
        0 => $"No threat proposed; {Count(decision.Rules.Count, "rule")} fired",
        var n => $"{Count(n, "threat")} proposed; {Count(decision.Rules.Count, "rule")} fired",
    };

    private static string Count(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";

    private static string Clock(long timeMs) => Durations.Absolute(timeMs)[11..19];
}
