using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Times as logs write them, to milliseconds since the Unix epoch.</summary>
internal static class LogTime
{
    private const int CommonLength = 26;
    private const long MsPerDay = 86_400_000;
    private const long LatestMs = 253_402_300_799_999;

    /// <summary><c>10/Oct/2000:13:55:36 -0700</c>.</summary>
    public static bool TryCommon(ReadOnlySpan<byte> text, out long timeMs)
    {
        timeMs = 0;
        if (text.Length != CommonLength || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':'
            || text[20] != ' ' || text[21] is not ((byte)'+' or (byte)'-')
            || !TryDigits(text[..2], out var day) || !TryDigits(text[7..11], out var year)
            || !TryDigits(text[12..14], out var hour) || !TryDigits(text[15..17], out var minute)
            || !TryDigits(text[18..20], out var second) || !TryDigits(text[22..24], out var offsetHours)
            || !TryDigits(text[24..26], out var offsetMinutes))
        {
            return false;
        }

        var month = MonthOf(text.Slice(3, 3));
        if (month == 0 || year < 1970 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59
            || second > 60 || offsetHours > 14 || offsetMinutes > 59)
        {
            return false;
        }

        var days = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerDay - 719_162;
        var offset = ((offsetHours * 60) + offsetMinutes) * 60_000L;
        timeMs = (days * MsPerDay) + (((hour * 60) + minute) * 60_000L) + (second * 1000L)
            - (text[21] == '+' ? offset : -offset);
        return timeMs >= 0;
    }

    /// <summary>ISO 8601, or Unix time in seconds (also with a fraction) or milliseconds.</summary>
    public static bool TryAny(ReadOnlySpan<byte> text, out long timeMs)
    {
        timeMs = 0;
        if (text.Length > 0 && text.IndexOfAnyExceptInRange((byte)'.', (byte)'9') < 0
            && Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length)
        {
            // Seconds reach this number in the year 5138; milliseconds passed it in 1973.
            var milliseconds = number < 100_000_000_000 ? number * 1000 : number;
            timeMs = milliseconds is >= 0 and <= LatestMs ? (long)milliseconds : 0;
            return milliseconds is >= 0 and <= LatestMs;
        }

        Span<char> chars = stackalloc char[40];
        if (text.Length is 0 or > 40 || !Ascii.IsValid(text))
        {
            return false;
        }

        Encoding.ASCII.GetChars(text, chars);
        if (DateTimeOffset.TryParse(
            chars[..text.Length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            timeMs = time.ToUnixTimeMilliseconds();
            return timeMs >= 0;
        }

        return TryCommon(text, out timeMs);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }

    private static int MonthOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Jan"u8) ? 1 : name.SequenceEqual("Feb"u8) ? 2 : name.SequenceEqual("Mar"u8) ? 3
        : name.SequenceEqual("Apr"u8) ? 4 : name.SequenceEqual("May"u8) ? 5 : name.SequenceEqual("Jun"u8) ? 6
        : name.SequenceEqual("Jul"u8) ? 7 : name.SequenceEqual("Aug"u8) ? 8 : name.SequenceEqual("Sep"u8) ? 9
        : name.SequenceEqual("Oct"u8) ? 10 : name.SequenceEqual("Nov"u8) ? 11 : name.SequenceEqual("Dec"u8) ? 12 : 0;
}
