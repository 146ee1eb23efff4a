using System.Globalization;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>Lengths of time as policies write them: <c>90s</c>, <c>15m</c>, <c>12h</c>, <c>7d</c>.</summary>
internal static class Durations
{
    /// <summary>Shortest and longest that an action may stand.</summary>
    public const long ShortestMs = 10_000;
    public const long LongestMs = 30L * 24 * 3600 * 1000;

    public static bool TryParse(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length is < 2 or > 9 || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        milliseconds = number * (text[^1] switch
        {
            's' => 1000L,
            'm' => 60_000L,
            'h' => 3_600_000L,
            'd' => 86_400_000L,
            _ => 0L,
        });
        return milliseconds > 0;
    }
}
