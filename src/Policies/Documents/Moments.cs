using System.Globalization;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>Moments as policies write them: <c>2026-12-31</c> (its first moment in UTC) or <c>2026-12-31T08:00:00+01:00</c>.</summary>
internal static class Moments
{
    public const string Mend = "write 2026-12-31, or a moment with its offset, 2026-12-31T08:00:00+01:00";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz",
    ];

    /// <summary>Milliseconds since the Unix epoch. A time without an offset is refused: nobody could say when it is.</summary>
    public static bool TryParse(string? text, out long milliseconds)
    {
        milliseconds = 0;
        if (text is null || text.Length > 40)
        {
            return false;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            milliseconds = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
            return true;
        }

        if (DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            milliseconds = moment.ToUnixTimeMilliseconds();
            return true;
        }

        return false;
    }
}
