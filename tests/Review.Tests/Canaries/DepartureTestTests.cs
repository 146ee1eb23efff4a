using SecurityDecisioning.Review.Canaries;

namespace SecurityDecisioning.Review.Tests.Canaries;

internal sealed class DepartureTestTests
{
    /// <summary>What Ville's inequality needs: at the bound itself one more decision leaves the evidence as it is, on average.</summary>
    [TestCase(0.001)]
    [TestCase(0.02)]
    [TestCase(0.3)]
    [TestCase(0.9)]
    public void Evidence_is_a_fair_game_at_the_bound(double bound)
    {
        foreach (var (hits, count) in new[] { (0L, 0L), (0, 50), (3, 50), (50, 50), (40, 2_000) })
        {
            var next = (bound * Math.Exp(DepartureTest.LogEvidence(hits + 1, count + 1, bound)))
                + ((1 - bound) * Math.Exp(DepartureTest.LogEvidence(hits, count + 1, bound)));
            var now = Math.Exp(DepartureTest.LogEvidence(hits, count, bound));
            Assert.That(next / now, Is.EqualTo(1).Within(1e-9));
        }
    }

    /// <summary>Looked at after each of 2,000 decisions, 1,000 times over: one alarm is to be expected at most.</summary>
    [TestCase(0.003)]
    [TestCase(0.05)]
    [TestCase(0.4)]
    public void Version_within_its_bounds_raises_hardly_ever_a_false_alarm_however_often_one_looks(double share)
    {
        var (random, above, below) = (new Random(17), 0, 0);
        for (var run = 0; run < 1_000; run++)
        {
            var (hits, isAbove, isBelow) = (0L, false, false);
            for (var count = 1; count <= 2_000; count++)
            {
                hits += random.NextDouble() < share ? 1 : 0;
                isAbove |= DepartureTest.IsAbove(hits, count, share);
                isBelow |= DepartureTest.IsBelow(hits, count, share);
            }

            above += isAbove ? 1 : 0;
            below += isBelow ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{above} and {below} of 1000");
        // Seven of 1,000 where one is expected has a chance of one in ten thousand.
        Assert.That(above, Is.LessThan(7));
        Assert.That(below, Is.LessThan(7));
    }

    /// <summary>In how many decisions it is found out, in the middle of 200 runs.</summary>
    [TestCase(0.02, 0.04, 1_500)]
    [TestCase(0.02, 0.10, 150)]
    [TestCase(0.02, 1.00, 5)]
    [TestCase(0.001, 0.05, 120)]
    public void Version_that_acts_too_often_is_found_out_soon(double most, double share, int within)
    {
        var median = Delay(share, (hits, count) => DepartureTest.IsAbove(hits, count, most));
        TestContext.Out.WriteLine($"median {median}");
        Assert.That(median, Is.LessThanOrEqualTo(within));
    }

    [TestCase(0.10, 0.02, 200)]
    [TestCase(0.02, 0.00, 500)]
    public void Version_that_acts_too_rarely_is_found_out(double least, double share, int within)
    {
        var median = Delay(share, (hits, count) => DepartureTest.IsBelow(hits, count, least));
        TestContext.Out.WriteLine($"median {median}");
        Assert.That(median, Is.LessThanOrEqualTo(within));
    }

    [Test]
    public void Bounds_of_everything_and_nothing_raise_no_alarm()
    {
        Assert.That(DepartureTest.IsAbove(1_000, 1_000, 1), Is.False);
        Assert.That(DepartureTest.IsBelow(0, 1_000, 0), Is.False);
        Assert.That(DepartureTest.IsAbove(0, 0, 0.01), Is.False);
        Assert.That(DepartureTest.IsAbove(10, 10, 0), Is.True);
    }

    private static int Delay(double share, Func<long, long, bool> isFound)
    {
        var random = new Random(5);
        var delays = new List<int>();
        for (var run = 0; run < 200; run++)
        {
            var (hits, count) = (0L, 0);
            do
            {
                count++;
                hits += random.NextDouble() < share ? 1 : 0;
            }
            while (count < 100_000 && !isFound(hits, count));
            delays.Add(count);
        }

        delays.Sort();
        return delays[delays.Count / 2];
    }
}
