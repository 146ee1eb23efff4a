using System.Globalization;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// Time zones by name of the tz database (<c>America/St_Johns</c>) and by offset (<c>+01:00</c>, <c>02:00</c>). The runtime keeps
/// each named zone that exists; a name that cannot be one is refused before anything is looked for.
/// </summary>
internal static class TimeZones
{
    private const int LongestName = 48;

    /// <summary>Date and time of day in the zone, or the error that there is no such zone or no such date.</summary>
    public static bool TryAt(CelTimestamp time, string zone, out DateTime local, out CelValue error)
    {
        var utc = time.ToUtc();
        local = utc;
        error = CelErrors.BadTimeZone;
        if (!TryOffset(zone, utc, out var offset))
        {
            return false;
        }

        error = CelErrors.TimeOutOfRange;
        var ticks = utc.Ticks + offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        local = new DateTime(ticks, DateTimeKind.Unspecified);
        return true;
    }

    private static bool TryOffset(string zone, DateTime utc, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (zone is "UTC" or "Z" || TryFixed(zone, out offset))
        {
            return true;
        }

        if (!IsName(zone) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var named))
        {
            return false;
        }

        offset = named.GetUtcOffset(utc);
        return true;
    }

    private static bool TryFixed(string zone, out TimeSpan offset)
    {
        var text = zone.AsSpan().TrimStart("+-");
        offset = TimeSpan.Zero;
        if (zone.Length - text.Length > 1 || text.Length != 5 || text[2] != ':'
            || !int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = zone[0] == '-' ? -offset : offset;
        return true;
    }

    // Names become paths of files on some systems.
    private static bool IsName(string zone)
    {
        if (zone.Length is 0 or > LongestName || !char.IsAsciiLetterUpper(zone[0]))
        {
            return false;
        }

        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+'))
            {
                return false;
            }
        }

        return true;
    }
}
