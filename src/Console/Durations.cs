using System.Globalization;

namespace SecurityDecisioning.Console;

/// <summary>Times and spans as people read them.</summary>
internal static class Durations
{
    public static string Words(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.FromSeconds(1) => "under 1 s",
        _ when span < TimeSpan.FromMinutes(1) => $"{(int)span.TotalSeconds} s",
        _ when span < TimeSpan.FromHours(1) => $"{(int)span.TotalMinutes} min",
        _ when span < TimeSpan.FromDays(2) => span.Minutes == 0
            ? $"{(int)span.TotalHours} h"
            : $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} days",
    };

    public static string Ago(long timeMs, DateTimeOffset now)
    {
        var span = now - DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        return span < TimeSpan.FromSeconds(2) ? "now" : Words(span) + " ago";
    }

    public static string Absolute(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs)
        .ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Time of day, for lists that show how long ago it was beside it.</summary>
    public static string Clock(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs)
        .ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Iso(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs)
        .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
