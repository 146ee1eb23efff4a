using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// Seven days of an entity: per day the requests, those at night, and a bit for each hour it was seen in. A ring like the
/// windows': a day that is too old counts nowhere, so the order of events does not matter.
/// </summary>
internal readonly ref struct WeekProfile(Span<ulong> block)
{
    public const int Days = 7;
    private const int HourMs = 3_600_000;
    private const int DayMs = 24 * HourMs;
    private const int NightEnds = 6;

    // One number of 32 bits for the newest day, seven for its hours, then twice seven of 16 bits.
    private readonly Span<uint> _hours = MemoryMarshal.Cast<ulong, uint>(block)[..(1 + Days)];
    private readonly Span<ushort> _counts = MemoryMarshal.Cast<ulong, ushort>(block)[(2 * (1 + Days))..];

    private int Newest => (int)_hours[0];

    public void Add(long timeMs, GeoPoint place)
    {
        var day = (int)(timeMs / DayMs);
        if (day > Newest)
        {
            for (var d = Math.Max(Newest + 1, day - Days + 1); d <= day; d++) Clear(d % Days);
            _hours[0] = (uint)day;
        }
        else if (day <= Newest - Days)
        {
            return;
        }

        var slot = day % Days;
        _hours[1 + slot] |= 1u << (int)(timeMs / HourMs % 24);
        if (_counts[slot] < ushort.MaxValue) _counts[slot]++;
        if (_counts[Days + slot] < ushort.MaxValue && IsNight(timeMs, place)) _counts[Days + slot]++;
    }

    /// <summary>Writes requests_7d, night_share_7d, active_days_7d, same_hour_days_7d as of <paramref name="timeMs"/>.</summary>
    public void Write(long timeMs, Span<float> target)
    {
        var hour = (int)(timeMs / HourMs % 24);
        var near = (1u << hour) | (1u << ((hour + 1) % 24)) | (1u << ((hour + 23) % 24));
        var today = Math.Max(Newest, (int)(timeMs / DayMs));
        int requests = 0, nights = 0, active = 0, sameHour = 0;
        for (var day = Newest; day > today - Days && day > Newest - Days && day >= 0; day--)
        {
            var slot = day % Days;
            requests += _counts[slot];
            nights += _counts[Days + slot];
            if (_counts[slot] > 0) active++;
            if (day != today && (_hours[1 + slot] & near) != 0) sameHour++;
        }

        target[0] = requests;
        target[1] = requests == 0 ? float.NaN : (float)nights / requests;
        target[2] = active;
        target[3] = sameHour;
    }

    /// <summary>Fifteen degrees of longitude are one hour of the sun.</summary>
    private static bool IsNight(long timeMs, GeoPoint place)
    {
        var shiftMs = place.IsNone ? 0 : (long)(place.Longitude / 15 * HourMs);
        return (timeMs + shiftMs + DayMs) % DayMs < NightEnds * HourMs;
    }

    private void Clear(int slot)
    {
        _hours[1 + slot] = 0;
        _counts[slot] = 0;
        _counts[Days + slot] = 0;
    }
}
