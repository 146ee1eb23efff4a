using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Learning.Evaluation;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Tests.Training;

internal sealed class PlattScalingTests
{
    [Test]
    public void Calibration_makes_overconfident_trees_honest_and_keeps_their_order()
    {
        // Few rows and many fast trees: the margins say far more than they know.
        var trees = BoostedTreeTrainer.Train(
            RandomRows.Make(800, seed: 1), null,
            new TrainingOptions { Trees = 60, LearningRate = 0.5, EarlyStopping = 0, MaxDepth = 6 });
        var calibration = PlattScaling.Fit(trees, RandomRows.Make(2_000, seed: 2));
        var held = RandomRows.Make(4_000, seed: 3);

        var before = Measure(trees, Calibration.None, held);
        var after = Measure(trees, calibration, held);

        Assert.Multiple(() =>
        {
            Assert.That(calibration.Slope, Is.InRange(0.05f, 0.9f));
            Assert.That(before.CalibrationError, Is.GreaterThan(0.1), "or there is nothing to mend");
            Assert.That(after.CalibrationError, Is.LessThan(0.04));
            Assert.That(after.Auc, Is.EqualTo(before.Auc).Within(1e-4));
        });
    }

    private static ModelMetrics Measure(BoostedTrees trees, Calibration calibration, TrainingSet rows) =>
        RankingMetrics.Measure(
            Enumerable.Range(0, rows.Count).Select(r => calibration.Probability((float)trees.Margin(rows.Row(r)))).ToArray(),
            Enumerable.Range(0, rows.Count).Select(rows.Label).ToArray());
}
