using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Learning.Evaluation;

namespace SecurityDecisioning.Learning.Tests.Evaluation;

internal sealed class ConfusionMatrixTests
{
    private const double Tolerance = 5e-5;

    /// <summary>
    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998, table I, method 3.
    /// </summary>
    [TestCase(81, 263, 0.2553, 0.3662)]
    [TestCase(15, 148, 0.0624, 0.1605)]
    [TestCase(0, 20, 0, 0.1611)]
    [TestCase(1, 29, 0.0061, 0.1718)]
    public void Interval_of_a_share_is_the_published_one(long hits, long trials, double low, double high)
    {
        var estimate = WilsonInterval.Of(hits, trials);

        Assert.That(estimate.Low, Is.EqualTo(low).Within(Tolerance));
        Assert.That(estimate.High, Is.EqualTo(high).Within(Tolerance));
    }

    [Test]
    public void Nothing_counted_says_nothing() =>
        Assert.That(WilsonInterval.Of(0, 0), Is.EqualTo(new Estimate(double.NaN, 0, 1)));

    [Test]
    public void Measures_are_those_of_the_definitions()
    {
        var matrix = new ConfusionMatrix(80, 20, 40, 860);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matrix.Precision.Value, Is.EqualTo(0.8).Within(1e-12));
            Assert.That(matrix.Recall.Value, Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(matrix.FalsePositiveRate.Value, Is.EqualTo(20 / 880.0).Within(1e-12));
            Assert.That(matrix.F1.Value, Is.EqualTo(2 * 0.8 * (2 / 3.0) / (0.8 + (2 / 3.0))).Within(1e-12));
        }
    }

    [Test]
    public void Value_lies_in_its_interval_and_more_of_the_same_narrows_it() => Prop.ForAll(
        Gen.Choose(0, 1000).Three().ToArbitrary(),
        counts =>
        {
            var (hits, missed, more) = counts;
            var one = new ConfusionMatrix(hits, missed, more, 5);
            var ten = new ConfusionMatrix(10 * hits, 10 * missed, 10 * more, 50);
            return one.Precision is var p && one.Recall is var r && one.F1 is var f
                && Holds(p) && Holds(r) && Holds(f)
                && (hits + missed + more == 0 || ten.F1.High - ten.F1.Low < f.High - f.Low);

            static bool Holds(Estimate e) =>
                double.IsNaN(e.Value) || (e.Low >= 0 && e.Low <= e.Value && e.Value <= e.High && e.High <= 1);
        }).QuickCheckThrowOnFailure();

    /// <summary>The claim itself: of many samples of a known truth, about 95 % of the intervals hold it.</summary>
    [TestCase(0.05, 0.6, 0.001)]
    [TestCase(0.3, 0.9, 0.05)]
    public void Interval_of_f1_holds_the_truth_as_often_as_it_says(double attacks, double recall, double falseAlarms)
    {
        const int Samples = 4_000;
        const int Decisions = 2_000;
        var random = new Random(11);
        var (tp, fp, fn) = (attacks * recall, (1 - attacks) * falseAlarms, attacks * (1 - recall));
        var truth = 2 * tp / (2 * tp + fp + fn);
        var held = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var matrix = default(ConfusionMatrix);
            for (var i = 0; i < Decisions; i++)
            {
                var isAttack = random.NextDouble() < attacks;
                matrix = matrix.With(isAttack, random.NextDouble() < (isAttack ? recall : falseAlarms));
            }

            held += matrix.F1 is var f1 && f1.Low <= truth && truth <= f1.High ? 1 : 0;
        }

        Assert.That(held / (double)Samples, Is.InRange(0.935, 0.965));
    }
}
