using System.Globalization;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>
/// A point in time, 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, to the nanosecond (cel-spec, "Timestamps and
/// durations"; protobuf's Timestamp has the same range).
/// </summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00Z, without leap seconds.</param>
/// <param name="Nanos">0 to 999,999,999, counted forward also before 1970.</param>
internal readonly record struct CelTimestamp(long Seconds, int Nanos) : IComparable<CelTimestamp>
{
    public const long MinSeconds = -62_135_596_800;
    public const long MaxSeconds = 253_402_300_799;
    public const int NanosPerSecond = 1_000_000_000;

    private const int LongestText = 40;

    public bool IsInRange => Seconds is >= MinSeconds and <= MaxSeconds;

    /// <summary>Reads RFC 3339, for example <c>2026-02-13T23:31:30.5+01:00</c>; at most nine digits of fraction.</summary>
    public static bool TryParse(string text, out CelTimestamp value)
    {
        value = default;
        var rest = text.AsSpan();
        if (rest.Length is < 20 or > LongestText || rest[4] != '-' || rest[7] != '-' || rest[10] is not ('T' or 't')
            || rest[13] != ':' || rest[16] != ':'
            || !TryDigits(rest[..4], out var year) || !TryDigits(rest[5..7], out var month) || !TryDigits(rest[8..10], out var day)
            || !TryDigits(rest[11..13], out var hour) || !TryDigits(rest[14..16], out var minute)
            || !TryDigits(rest[17..19], out var second))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        rest = rest[19..];
        if (!TryFraction(ref rest, out var nanos) || !TryOffset(rest, out var offsetSeconds))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        value = new CelTimestamp((ticks / TimeSpan.TicksPerSecond) + MinSeconds - offsetSeconds, nanos);
        return value.IsInRange;
    }

    /// <summary>This point moved by <paramref name="nanos"/> nanoseconds; false where that leaves the range.</summary>
    public bool TryAdd(long nanos, out CelTimestamp moved)
    {
        var (seconds, rest) = Math.DivRem(nanos, NanosPerSecond);
        var total = Nanos + (int)rest;
        var carry = total < 0 ? -1 : total >= NanosPerSecond ? 1 : 0;
        moved = new CelTimestamp(Seconds + seconds + carry, total - (carry * NanosPerSecond));
        return moved.IsInRange;
    }

    /// <summary>Nanoseconds from <paramref name="other"/> to this; false where they do not fit 64 bits (292 years).</summary>
    public bool TrySubtract(CelTimestamp other, out long nanos)
    {
        var exact = ((Int128)(Seconds - other.Seconds) * NanosPerSecond) + (Nanos - other.Nanos);
        nanos = unchecked((long)exact);
        return exact == nanos;
    }

    /// <summary>The time of day and date as UTC, to the second.</summary>
    public DateTime ToUtc() => new((Seconds - MinSeconds) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    public int CompareTo(CelTimestamp other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanos.CompareTo(other.Nanos);

    /// <summary>RFC 3339 in UTC, with as many digits of fraction as are needed.</summary>
    public override string ToString()
    {
        var whole = ToUtc().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return Nanos == 0 ? whole + "Z" : $"{whole}.{Nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int nanos)
    {
        nanos = 0;
        if (rest[0] != '.')
        {
            return true;
        }

        var scale = NanosPerSecond;
        var i = 1;
        for (; i < rest.Length && char.IsAsciiDigit(rest[i]); i++)
        {
            scale /= 10;
            nanos += (rest[i] - '0') * scale;
        }

        rest = rest[i..];
        return i is > 1 and <= 10;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[4..], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
