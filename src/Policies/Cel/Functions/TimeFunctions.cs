using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Points in time and durations made of text and taken apart (cel-spec, "Timestamps and durations").</summary>
internal static class TimeFunctions
{
    private const long NanosPerMillisecond = 1_000_000;

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("timestamp",
            new CelOverload(CelType.Timestamp, CelType.Timestamp) { One = static v => v, Shape = One },
            new CelOverload(CelType.Timestamp, CelType.Int) { One = static v => OfSeconds(v.AsInt), Shape = One },
            new CelOverload(CelType.Timestamp, CelType.String)
            {
                One = static v => ToTimestamp(v.AsString),
                Shape = One,
                Work = Reading,
            }) with { Reader = ToTimestamp },
        CelFunction.Global("duration",
            new CelOverload(CelType.Duration, CelType.Duration) { One = static v => v, Shape = One },
            new CelOverload(CelType.Duration, CelType.String)
            {
                One = static v => ToDuration(v.AsString),
                Shape = One,
                Work = Reading,
            }) with { Reader = ToDuration },
        Part("getFullYear", static t => t.Year),
        Part("getMonth", static t => t.Month - 1),
        Part("getDate", static t => t.Day),
        Part("getDayOfMonth", static t => t.Day - 1),
        Part("getDayOfWeek", static t => (int)t.DayOfWeek),
        Part("getDayOfYear", static t => t.DayOfYear - 1),
        Part("getHours", static t => t.Hour, 3600 * 1000 * NanosPerMillisecond),
        Part("getMinutes", static t => t.Minute, 60 * 1000 * NanosPerMillisecond),
        Part("getSeconds", static t => t.Second, 1000 * NanosPerMillisecond),
        CelFunction.Member("getMilliseconds",
            new CelOverload(CelType.Int, CelType.Timestamp) { One = static v => Milliseconds(v.AsTimestamp), Shape = One },
            new CelOverload(CelType.Int, CelType.Timestamp, CelType.String)
            {
                Two = static (time, zone) => TimeZones.TryAt(time.AsTimestamp, zone.AsString, out _, out var error)
                    ? Milliseconds(time.AsTimestamp)
                    : error,
                Shape = One,
            },
            new CelOverload(CelType.Int, CelType.Duration)
            {
                One = static v => CelValue.Of(v.AsDuration / NanosPerMillisecond % 1000),
                Shape = One,
            }) with { Reader = ToZone },
    ];

    private static double Reading(IReadOnlyList<CelShape> shapes) => 20;

    private static CelShape One(IReadOnlyList<CelShape> shapes) => CelShape.Scalar;

    /// <summary>A part of a date or time of day; where <paramref name="unit"/> is given, also a duration in that unit.</summary>
    private static CelFunction Part(string name, Func<DateTime, int> read, long unit = 0)
    {
        var utc = new CelOverload(CelType.Int, CelType.Timestamp)
        {
            One = time => CelValue.Of((long)read(time.AsTimestamp.ToUtc())),
            Shape = One,
        };
        var inZone = new CelOverload(CelType.Int, CelType.Timestamp, CelType.String)
        {
            Two = (time, zone) => TimeZones.TryAt(time.AsTimestamp, zone.AsString, out var local, out var error)
                ? CelValue.Of((long)read(local))
                : error,
            Shape = One,
            Work = static _ => 200,
        };
        var ofDuration = new CelOverload(CelType.Int, CelType.Duration)
        {
            One = duration => CelValue.Of(duration.AsDuration / unit),
            Shape = One,
        };
        var function = unit == 0 ? CelFunction.Member(name, utc, inZone) : CelFunction.Member(name, utc, inZone, ofDuration);
        return function with { Reader = ToZone };
    }

    private static CelValue ToTimestamp(string text) =>
        CelTimestamp.TryParse(text, out var time) ? CelValue.Of(time) : CelErrors.BadTimestamp;

    private static CelValue ToDuration(string text) =>
        CelDurations.TryParse(text, out var nanos) ? CelValue.OfDuration(nanos) : CelErrors.BadDuration;

    private static CelValue ToZone(string text) =>
        TimeZones.TryAt(default, text, out _, out var error) ? CelValue.Of(text) : error;

    private static CelValue OfSeconds(long seconds)
    {
        var time = new CelTimestamp(seconds, 0);
        return time.IsInRange ? CelValue.Of(time) : CelErrors.TimeOutOfRange;
    }

    private static CelValue Milliseconds(CelTimestamp time) => CelValue.Of(time.Nanos / NanosPerMillisecond);
}
