using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Indexing;

namespace SecurityDecisioning.Policies.Tests.Indexing;

internal sealed class FloatBoundsTests
{
    private static readonly double[] Odd =
    [
        0, -0.0, double.Epsilon, -double.Epsilon, 0.1, 1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, float.MaxValue,
        float.MinValue, float.Epsilon, 16_777_217,
    ];

    [Test]
    public void Floats_compare_with_a_bound_as_they_do_with_the_double_it_stands_for() => Prop.ForAll(
        Gen.OneOf(Gen.Elements(Odd), ArbMap.Default.GeneratorFor<double>().Where(d => !double.IsNaN(d))).ToArbitrary(),
        Gen.OneOf(Gen.Elements(Odd).Select(d => (float)d), ArbMap.Default.GeneratorFor<float>()).ToArbitrary(),
        (bound, value) =>
        {
            foreach (var v in new[] { value, (float)bound, MathF.BitIncrement((float)bound), MathF.BitDecrement((float)bound) })
            {
                Assert.That(v >= FloatBounds.AtLeast(bound), Is.EqualTo(v >= bound), "at least");
                Assert.That(v >= FloatBounds.Above(bound), Is.EqualTo(v > bound), "above");
                Assert.That(v <= FloatBounds.AtMost(bound), Is.EqualTo(v <= bound), "at most");
                Assert.That(v <= FloatBounds.Below(bound), Is.EqualTo(v < bound), "below");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
