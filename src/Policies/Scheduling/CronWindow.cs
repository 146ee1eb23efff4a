namespace SecurityDecisioning.Policies.Scheduling;

/// <summary>
/// The minutes that a cron line names: minute, hour, day of month, month, day of week, as in POSIX crontab with the usual
/// steps and names. Where both kinds of day are restricted either is enough, as POSIX has it.
/// </summary>
internal sealed class CronWindow
{
    /// <summary>Characters of a line.</summary>
    public const int Longest = 200;

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private CronWindow(ulong[] fields, bool anyDay, bool anyWeekday)
    {
        (_minutes, _hours, _days, _months) = (fields[0], fields[1], fields[2], fields[3]);
        _weekdays = fields[4] | (fields[4] >> 7);
        (_anyDay, _anyWeekday) = (anyDay, anyWeekday);
    }

    public static bool TryParse(string text, out CronWindow? window, out string why)
    {
        window = null;
        var parts = text.Length > Longest ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != CronField.All.Count)
        {
            why = $"it has {(text.Length > Longest ? "too many characters" : $"{parts.Length} fields, not five")}";
            return false;
        }

        var fields = new ulong[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var field = CronField.All[i];
            if (!field.TryParse(parts[i], out fields[i]))
            {
                why = $"`{parts[i]}` is no {field.Name} ({field.Least} to {field.Most})";
                return false;
            }
        }

        why = "";
        window = new CronWindow(fields, parts[2] == "*", parts[4] == "*");
        return window.HasADay || Refuse(ref window, out why);
    }

    /// <summary>Whether the wall clock's minute is within.</summary>
    public bool Contains(DateTime local) =>
        Has(_minutes, local.Minute) && Has(_hours, local.Hour) && Has(_months, local.Month) && HasDay(local);

    /// <summary>False for the 30th of February and its like.</summary>
    private bool HasADay
    {
        get
        {
            if (_anyDay || !_anyWeekday)
            {
                return true;
            }

            for (var month = 1; month <= 12; month++)
            {
                var days = (1UL << (DateTime.DaysInMonth(2024, month) + 1)) - 1;
                if (Has(_months, month) && (_days & days) != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private bool HasDay(DateTime local)
    {
        var day = Has(_days, local.Day);
        var weekday = Has(_weekdays, (int)local.DayOfWeek);
        return _anyDay || _anyWeekday ? day && weekday : day || weekday;
    }

    private static bool Has(ulong values, int value) => (values & (1UL << value)) != 0;

    private static bool Refuse(ref CronWindow? window, out string why)
    {
        window = null;
        why = "no month of it has that day";
        return false;
    }
}
