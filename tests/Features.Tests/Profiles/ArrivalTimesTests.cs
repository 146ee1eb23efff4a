using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Profiles;

namespace SecurityDecisioning.Features.Tests.Profiles;

internal sealed class ArrivalTimesTests
{
    [Test]
    public void Eight_newest_are_kept_whatever_the_order() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf().ToArbitrary(), times =>
        {
            var arrivals = new ArrivalTimes();
            foreach (var time in times) arrivals.Add(time);
            var kept = Enumerable.Range(0, arrivals.Count).Select(arrivals.TimeAt);
            return kept.SequenceEqual(times.Select(t => (long)t).OrderDescending().Take(8));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Test]
    public void Metronome_has_no_variation_and_bursts_have_much()
    {
        var metronome = new ArrivalTimes();
        var bursts = new ArrivalTimes();
        for (var i = 0; i < 20; i++)
        {
            metronome.Add(i * 1_000);
            bursts.Add((i / 4 * 60_000) + (i % 4 * 10));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(metronome.Variation(), Is.Zero);
            Assert.That(bursts.Variation(), Is.GreaterThan(1));
        }
    }

    [Test]
    public void Fewer_than_four_requests_or_all_at_once_say_nothing()
    {
        var few = new ArrivalTimes();
        for (var i = 0; i < 3; i++) few.Add(i);
        var together = new ArrivalTimes();
        for (var i = 0; i < 8; i++) together.Add(5);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(few.Variation(), Is.NaN);
            Assert.That(together.Variation(), Is.NaN);
            Assert.That(together.SecondsSinceLast(5, isCounted: true), Is.Zero);
        }
    }

    [Test]
    public void Years_between_requests_do_not_wrap()
    {
        var arrivals = new ArrivalTimes();
        arrivals.Add(0);
        arrivals.Add(1_767_614_400_000);

        Assert.That(arrivals.SecondsSinceLast(1_767_614_400_000, isCounted: true), Is.EqualTo(uint.MaxValue / 1000f).Within(1));
    }
}
