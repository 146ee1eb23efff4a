namespace SecurityDecisioning.Policies.Scheduling;

/// <summary>One field of a cron line: its name, its range, and words that stand for numbers.</summary>
internal sealed record CronField(string Name, int Least, int Most, params string[] Words)
{
    public static CronField Minute { get; } = new("minute", 0, 59);

    public static CronField Hour { get; } = new("hour", 0, 23);

    public static CronField Day { get; } = new("day of month", 1, 31);

    public static CronField Month { get; } = new(
        "month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /// <summary>0 and 7 are Sunday.</summary>
    public static CronField Weekday { get; } = new("day of week", 0, 7, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    public static IReadOnlyList<CronField> All { get; } = [Minute, Hour, Day, Month, Weekday];

    /// <summary>The values of a field such as <c>*</c>, <c>*/15</c>, <c>8-18</c>, <c>mon-fri</c> or <c>1,15</c>, a bit each.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out ulong values)
    {
        values = 0;
        foreach (var part in text.Split(','))
        {
            if (!TryParsePart(text[part], out var some))
            {
                values = 0;
                return false;
            }

            values |= some;
        }

        return true;
    }

    private bool TryParsePart(ReadOnlySpan<char> part, out ulong values)
    {
        values = 0;
        var slash = part.IndexOf('/');
        var step = 1;
        if (slash >= 0 && (!TryParseNumber(part[(slash + 1)..], out step) || step < 1 || step > Most))
        {
            return false;
        }

        if (!TryParseRange(slash >= 0 ? part[..slash] : part, isOpen: slash >= 0, out var first, out var last))
        {
            return false;
        }

        for (var value = first; value <= last; value += step)
        {
            values |= 1UL << value;
        }

        return true;
    }

    // `5/10` is every tenth from the fifth on.
    private bool TryParseRange(ReadOnlySpan<char> range, bool isOpen, out int first, out int last)
    {
        (first, last) = (Least, Most);
        if (range is "*")
        {
            return true;
        }

        var dash = range.IndexOf('-');
        if (dash < 0)
        {
            var isValue = TryParseValue(range, out first);
            last = isOpen ? Most : first;
            return isValue;
        }

        return TryParseValue(range[..dash], out first) && TryParseValue(range[(dash + 1)..], out last) && first <= last;
    }

    private bool TryParseValue(ReadOnlySpan<char> text, out int value)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            if (text.Equals(Words[i], StringComparison.OrdinalIgnoreCase))
            {
                value = i + Least;
                return true;
            }
        }

        return TryParseNumber(text, out value) && value >= Least && value <= Most;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 2)
        {
            return false;
        }

        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
