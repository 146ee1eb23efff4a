using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Tests.Scenarios;

internal sealed class RngTests
{
    /// <summary>SplitMix64 from seed 0 as its published test vectors give it.</summary>
    [Test]
    public void SplitMix_gives_the_published_numbers()
    {
        var state = 0UL;

        Assert.That(Rng.SplitMix(ref state), Is.EqualTo(0xE220A8397B1DCDAF));
        Assert.That(Rng.SplitMix(ref state), Is.EqualTo(0x6E789E6AA1B965F4));
        Assert.That(Rng.SplitMix(ref state), Is.EqualTo(0x06C45D188009454F));
    }

    [Test]
    public void Numbers_stay_within_their_bounds() => Prop.ForAll<ulong, int>((seed, size) =>
    {
        var rng = new Rng(seed);
        var high = Math.Abs(size % 1000);
        return rng.Between(-high, high) is var i && i >= -high && i <= high
            && rng.Unit() is >= 0 and < 1
            && rng.Exponential(3) >= 0
            && rng.LogNormal(5, 1) is > 0 and < double.PositiveInfinity;
    }).QuickCheckThrowOnFailure();
}
