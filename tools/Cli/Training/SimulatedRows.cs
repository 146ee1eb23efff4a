using System.Globalization;

namespace SecurityDecisioning.Cli.Training;

/// <summary>Rows from simulated worlds.</summary>
internal static class SimulatedRows
{
    // Of each (threat, label) and world: enough for rare kinds to stay whole and for the set to fit a small machine.
    private const int RowsPerKind = 700;

    public static TrainingRows Make(ulong seed, double scale, TrainReport report)
    {
        var plan = TrainingPlan.Of(seed, scale);
        var counts = new CandidateCounts();
        return new TrainingRows
        {
            Train = WorldRows.Of(plan.Train, RowsPerKind, new CandidateCounts(), report.Played),
            Validation = WorldRows.Of(plan.Validation, RowsPerKind, new CandidateCounts(), report.Played),
            Test = WorldRows.Of(plan.Test, RowsPerKind, counts, report.Played),
            Candidates = counts,
            Description = string.Create(CultureInfo.InvariantCulture,
                $"Simulated traffic only: {plan.Train.Count} worlds of the scenario generator, from minutes to days, half of them "
                + $"defended; {plan.Validation.Count} more to stop and calibrate, {plan.Test.Count} more to measure."),
            Simulated = true,
            Command = string.Create(CultureInfo.InvariantCulture, $"sd train --simulate{(scale == 1 ? "" : $" --scale {scale}")}"),
            Limits =
            [
                "It has seen no real traffic: the metrics say how well it tells simulated attacks apart, not yours.",
                "Its probabilities are calibrated to the simulated share of attacks; retrain on your own log for your own.",
                "It scores what the detectors propose and nothing else.",
            ],
        };
    }
}
