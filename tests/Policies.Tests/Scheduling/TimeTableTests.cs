using System.Globalization;
using SecurityDecisioning.Policies.Scheduling;

namespace SecurityDecisioning.Policies.Tests.Scheduling;

[TestFixture]
internal sealed class TimeTableTests
{
    // Clocks in Berlin go from 02:00 to 03:00 on 2026-03-29 (01:00 UTC) and from 03:00 back to 02:00 on 2026-10-25 (01:00 UTC).
    [TestCase("* 8 * * *", "2026-01-15T07:30Z", true, Description = "winter: an hour ahead of UTC")]
    [TestCase("* 8 * * *", "2026-07-15T06:30Z", true, Description = "summer: two hours")]
    [TestCase("* 8 * * *", "2026-07-15T07:30Z", false)]
    [TestCase("* 2 29 3 *", "2026-03-29T00:59Z", false, Description = "01:59, then 03:00: the hour is not there")]
    [TestCase("* 2 29 3 *", "2026-03-29T01:00Z", false)]
    [TestCase("* 3 29 3 *", "2026-03-29T01:00Z", true)]
    [TestCase("30 2 25 10 *", "2026-10-25T00:30Z", true, Description = "02:30 comes twice")]
    [TestCase("30 2 25 10 *", "2026-10-25T01:30Z", true)]
    [TestCase("30 2 25 10 *", "2026-10-25T02:30Z", false)]
    public void Windows_read_the_wall_clock_of_their_zone(string line, string moment, bool isOn) =>
        Assert.That(new TimeTable(new PolicySchedule("Europe/Berlin", [line], [])).IsOn(Ms(moment)), Is.EqualTo(isOn));

    [Test]
    public void Campaign_holds_from_its_first_millisecond_until_before_its_last()
    {
        var table = new TimeTable(new PolicySchedule("UTC", [], [new PolicyCampaign("sale", 1_000, 2_000)]));

        Assert.That(new long[] { 999, 1_000, 1_999, 2_000 }.Select(table.IsOn), Is.EqualTo(new[] { false, true, true, false }));
    }

    [Test]
    public void Answer_depends_on_nothing_that_was_asked_before()
    {
        var table = new TimeTable(new PolicySchedule("America/New_York", ["*/7 9-16 * * mon-fri"], []));
        var random = new Random(20_261_121);
        for (var i = 0; i < 5_000; i++)
        {
            var time = random.NextInt64(0, 4_102_444_800_000);
            var fresh = new TimeTable(new PolicySchedule("America/New_York", ["*/7 9-16 * * mon-fri"], []));
            Assert.That(table.IsOn(time), Is.EqualTo(fresh.IsOn(time)), $"{time}");
        }
    }

    [TestCase(long.MinValue)]
    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    public void Time_that_no_calendar_has_is_answered(long timeMs) =>
        Assert.That(() => new TimeTable(new PolicySchedule("Asia/Tokyo", ["* * * * *"], [])).IsOn(timeMs), Is.True);

    [Test]
    public void Asking_allocates_nothing_within_a_minute()
    {
        var table = new TimeTable(new PolicySchedule("Europe/Berlin", ["* 8-17 * * mon-fri"], []));
        table.IsOn(1_767_614_400_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            table.IsOn(1_767_614_400_000 + i);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [TestCase("../../etc/passwd")]
    [TestCase("Mars/Olympus")]
    [TestCase("")]
    public void Zone_that_is_none_is_not_found(string name) => Assert.That(TimeZones.TryFind(name, out _), Is.False);

    private static long Ms(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
