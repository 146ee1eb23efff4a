using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Policies.Scheduling;

/// <summary>Time zones by their IANA name, as the machine's database has them.</summary>
internal static class TimeZones
{
    private const int LongestName = 64;

    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (name == "UTC")
        {
            zone = TimeZoneInfo.Utc;
            return true;
        }

        // Names become paths below the zone database: nothing else than a name may be one.
        return name.Length is > 0 and <= LongestName
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }
}
