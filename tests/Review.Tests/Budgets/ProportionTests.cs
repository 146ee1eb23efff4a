using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Review.Tests.Budgets;

internal sealed class ProportionTests
{
    /// <summary>Intervals at 95 % that Newcombe gives for the score method (Statistics in Medicine 17, 1998, table I).</summary>
    [TestCase(81, 263, 0.2553, 0.3662)]
    [TestCase(15, 148, 0.0624, 0.1605)]
    [TestCase(0, 20, 0.0000, 0.1611)]
    [TestCase(1, 29, 0.0061, 0.1718)]
    public void Bounds_are_those_of_the_published_tables(int hits, int count, double low, double high)
    {
        Assert.That(Proportion.LowerBound(hits, count, 1.959964), Is.EqualTo(low).Within(0.00006));
        Assert.That(Proportion.UpperBound(hits, count, 1.959964), Is.EqualTo(high).Within(0.00006));
    }

    [Test]
    public void Nothing_counted_says_nothing()
    {
        Assert.That(Proportion.LowerBound(0, 0, 2.326), Is.Zero);
        Assert.That(Proportion.UpperBound(0, 0, 2.326), Is.EqualTo(1));
    }
}
