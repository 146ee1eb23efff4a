using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Learning.Training;

namespace SecurityDecisioning.Learning.Tests.Training;

internal sealed class ColumnBinsTests
{
    [Test]
    public void A_value_lies_left_of_a_cut_exactly_where_its_bin_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Values(), values =>
        {
            var bins = ColumnBins.Build(values, 16);
            for (var row = 0; row < values.Length; row++)
            {
                for (var cut = 0; cut < bins.Cuts.Length; cut++)
                {
                    var known = !float.IsNaN(values[row]);
                    if (known && (values[row] < bins.Cuts[cut]) != (bins.Rows[row] <= cut))
                    {
                        return false;
                    }
                }
            }

            return bins.Cuts.Length < 16 && bins.Cuts.SequenceEqual(bins.Cuts.Distinct().Order());
        }));

    [Test]
    public void Few_values_are_all_told_apart()
    {
        var bins = ColumnBins.Build([3, 1, 2, 2, float.NaN, 1], 255);

        Assert.Multiple(() =>
        {
            Assert.That(bins.Cuts, Is.EqualTo(new[] { 1.5f, 2.5f }));
            Assert.That(bins.Rows, Is.EqualTo(new byte[] { 2, 0, 1, 1, ColumnBins.MissingBin, 0 }));
        });
    }

    [Test]
    public void A_value_that_most_rows_share_costs_one_bin()
    {
        var values = Enumerable.Repeat(0f, 10_000).Concat(Enumerable.Range(1, 1_000).Select(i => (float)i)).ToArray();

        var bins = ColumnBins.Build(values, 64);

        Assert.That(bins.Cuts, Has.Length.GreaterThan(55));
    }

    [Test]
    public void Neighbouring_floats_are_told_apart()
    {
        var high = MathF.BitIncrement(1f);

        var bins = ColumnBins.Build([1f, high], 255);

        Assert.That(bins.Rows, Is.EqualTo(new byte[] { 0, 1 }));
    }

    private static Arbitrary<float[]> Values() => Gen.Frequency(
        (1, Gen.Constant(float.NaN)),
        (3, Gen.Choose(-5, 5).Select(v => (float)v)),
        (3, Gen.Choose(-100_000, 100_000).Select(v => v / 777f)),
        (1, Gen.Elements(float.MaxValue, -float.MaxValue, 0f, -0f, float.Epsilon)))
        .NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();
}
