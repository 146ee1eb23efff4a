namespace SecurityDecisioning.Policies.Scheduling;

/// <summary>
/// A schedule ready to be asked. Windows read the wall clock of the zone: an hour that the clock skips in spring has no minutes,
/// one that it repeats in autumn has its minutes twice. The answer for the minute asked last is kept, so that a busy policy
/// converts the time once a minute.
/// </summary>
internal sealed class TimeTable
{
    private const long MinuteMs = 60_000;

    // The end of 9998, which no zone's offset leads out of what a date can say.
    private const long LastMs = 253_370_764_799_999;

    private readonly TimeZoneInfo _zone;
    private readonly CronWindow[] _windows;
    private readonly PolicyCampaign[] _campaigns;

    // The minute, times two, plus one where it is on. A lost update costs a conversion, nothing else.
    private long _last = long.MinValue;

    public TimeTable(PolicySchedule schedule)
    {
        _zone = TimeZones.TryFind(schedule.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        _windows = [.. schedule.Windows.Select(w => CronWindow.TryParse(w, out var window, out _) ? window : null).OfType<CronWindow>()];
        _campaigns = [.. schedule.Campaigns];
    }

    /// <summary>Whether it is on at a time in milliseconds since the Unix epoch.</summary>
    public bool IsOn(long timeMs)
    {
        foreach (var campaign in _campaigns)
        {
            if (timeMs >= campaign.FromMs && timeMs < campaign.UntilMs)
            {
                return true;
            }
        }

        return _windows.Length > 0 && IsInWindow(timeMs);
    }

    private bool IsInWindow(long timeMs)
    {
        var minute = Math.Clamp(timeMs, 0, LastMs) / MinuteMs;
        var last = Volatile.Read(ref _last);
        if (last >> 1 == minute)
        {
            return (last & 1) != 0;
        }

        var isOn = IsInWindow(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMinutes(minute), _zone));
        Volatile.Write(ref _last, (minute << 1) | (isOn ? 1L : 0L));
        return isOn;
    }

    private bool IsInWindow(DateTime local)
    {
        foreach (var window in _windows)
        {
            if (window.Contains(local))
            {
                return true;
            }
        }

        return false;
    }
}
