using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Learning.Evaluation;

namespace SecurityDecisioning.Learning.Tests.Evaluation;

internal sealed class RankingMetricsTests
{
    [Test]
    public void Numbers_by_hand()
    {
        var metrics = RankingMetrics.Measure([0.9f, 0.8f, 0.7f, 0.1f], [true, false, true, false]);

        Assert.Multiple(() =>
        {
            Assert.That(metrics.Auc, Is.EqualTo(0.75).Within(1e-12));
            Assert.That(metrics.PrAuc, Is.EqualTo((1.0 + (2.0 / 3)) / 2).Within(1e-12));
            Assert.That(
                metrics.LogLoss,
                Is.EqualTo(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.7) + Math.Log(0.9)) / 4).Within(1e-6));
            Assert.That(metrics.CalibrationError, Is.EqualTo((0.1 + 0.8 + 0.3 + 0.1) / 4).Within(1e-6));
        });
    }

    [Test]
    public void Auc_is_the_share_of_pairs_ranked_right() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            Gen.Choose(0, 6).Zip(Gen.Elements(true, false)).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary(),
            rows =>
            {
                double right = 0, pairs = 0;
                foreach (var positive in rows.Where(r => r.Item2))
                {
                    foreach (var negative in rows.Where(r => !r.Item2))
                    {
                        pairs++;
                        right += positive.Item1 > negative.Item1 ? 1 : positive.Item1 == negative.Item1 ? 0.5 : 0;
                    }
                }

                var auc = RankingMetrics.Measure([.. rows.Select(r => r.Item1 / 6f)], [.. rows.Select(r => r.Item2)]).Auc;
                return pairs == 0 ? double.IsNaN(auc) : Math.Abs(auc - (right / pairs)) < 1e-12;
            }));

    [Test]
    public void A_weight_of_two_is_the_row_twice()
    {
        var weighted = RankingMetrics.Measure([0.9f, 0.4f, 0.6f], [true, true, false], [1, 2, 1]);
        var repeated = RankingMetrics.Measure([0.9f, 0.4f, 0.4f, 0.6f], [true, true, true, false]);

        Assert.Multiple(() =>
        {
            Assert.That(weighted.Auc, Is.EqualTo(repeated.Auc).Within(1e-12));
            Assert.That(weighted.PrAuc, Is.EqualTo(repeated.PrAuc).Within(1e-12));
            Assert.That(weighted.LogLoss, Is.EqualTo(repeated.LogLoss).Within(1e-9));
            Assert.That(weighted.CalibrationError, Is.EqualTo(repeated.CalibrationError).Within(1e-9));
        });
    }
}
