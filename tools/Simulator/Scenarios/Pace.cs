namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>
/// How fast the world turns. Behaviours are written in natural seconds; a compressed pace shortens every pause, so that what
/// takes days offline can be played against a real gateway in minutes.
/// </summary>
/// <param name="Name">As options name it.</param>
/// <param name="Duration">How long the scenario lasts.</param>
/// <param name="Pauses">Factor on pauses within a visit or a campaign.</param>
/// <param name="VisitGap">Mean time between two visits of one person.</param>
/// <param name="DayRhythm">Whether people sleep at night.</param>
public sealed record Pace(string Name, TimeSpan Duration, double Pauses, TimeSpan VisitGap, bool DayRhythm)
{
    public static Pace Natural(TimeSpan duration) => new("natural", duration, 1, TimeSpan.FromHours(20), DayRhythm: true);

    /// <summary>A week within <paramref name="duration"/>: people come back about five times.</summary>
    public static Pace Compressed(TimeSpan duration) => new("compressed", duration, 0.08, duration / 5, DayRhythm: false);

    public long DurationMs => (long)Duration.TotalMilliseconds;

    /// <summary>Milliseconds that a pause of <paramref name="naturalSeconds"/> takes at this pace.</summary>
    public long Ms(double naturalSeconds) => (long)(naturalSeconds * 1000 * Pauses);
}
