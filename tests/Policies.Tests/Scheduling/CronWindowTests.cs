using System.Globalization;
using SecurityDecisioning.Policies.Scheduling;

namespace SecurityDecisioning.Policies.Tests.Scheduling;

[TestFixture]
internal sealed class CronWindowTests
{
    // 2026-11-27 is a Friday.
    [TestCase("* * * * *", "2026-11-27T03:07", true)]
    [TestCase("* 8-17 * * mon-fri", "2026-11-27T08:00", true)]
    [TestCase("* 8-17 * * mon-fri", "2026-11-27T17:59", true)]
    [TestCase("* 8-17 * * mon-fri", "2026-11-27T18:00", false)]
    [TestCase("* 8-17 * * 1-5", "2026-11-28T09:00", false)]
    [TestCase("*/15 * * * *", "2026-11-27T09:45", true)]
    [TestCase("*/15 * * * *", "2026-11-27T09:46", false)]
    [TestCase("5/20 * * * *", "2026-11-27T09:45", true)]
    [TestCase("5/20 * * * *", "2026-11-27T09:00", false)]
    [TestCase("0,30 0 1 jan,jul *", "2026-07-01T00:30", true)]
    [TestCase("* * * * 7", "2026-11-29T12:00", true)]
    [TestCase("* * * * 0", "2026-11-29T12:00", true)]
    [TestCase("* * 13 * fri", "2026-11-27T12:00", true, Description = "either kind of day is enough where both are restricted")]
    [TestCase("* * 13 * fri", "2026-11-13T12:00", true)]
    [TestCase("* * 13 * fri", "2026-11-12T12:00", false)]
    [TestCase("* * 29 2 *", "2028-02-29T12:00", true)]
    public void Window_holds_the_minutes_that_its_line_names(string line, string local, bool isOn)
    {
        Assert.That(CronWindow.TryParse(line, out var window, out var why), Is.True, why);
        Assert.That(window!.Contains(DateTime.Parse(local, CultureInfo.InvariantCulture)), Is.EqualTo(isOn));
    }

    [TestCase("", "0 fields")]
    [TestCase("* * * *", "4 fields")]
    [TestCase("* * * * * *", "6 fields")]
    [TestCase("60 * * * *", "`60` is no minute (0 to 59)")]
    [TestCase("* 24 * * *", "`24` is no hour")]
    [TestCase("* * 0 * *", "`0` is no day of month")]
    [TestCase("* * * 13 *", "`13` is no month")]
    [TestCase("* * * * 8", "`8` is no day of week")]
    [TestCase("5-1 * * * *", "`5-1` is no minute")]
    [TestCase("*/0 * * * *", "`*/0` is no minute")]
    [TestCase("1,,2 * * * *", "`1,,2` is no minute")]
    [TestCase("-1 * * * *", "`-1` is no minute")]
    [TestCase("* * L * *", "`L` is no day of month")]
    [TestCase("* * 30 feb *", "no month of it has that day")]
    public void Wrong_line_is_refused_with_the_field_that_is_wrong(string line, string why)
    {
        Assert.That(CronWindow.TryParse(line, out var window, out var said), Is.False);
        Assert.That(window, Is.Null);
        Assert.That(said, Does.Contain(why));
    }

    [Test]
    public void Line_without_end_is_refused_unread() =>
        Assert.That(CronWindow.TryParse(string.Join(',', Enumerable.Repeat("1", 100_000)) + " * * * *", out _, out _), Is.False);
}
