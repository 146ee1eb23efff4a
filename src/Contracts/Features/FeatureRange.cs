namespace SecurityDecisioning.Contracts.Features;

/// <summary>The values that a feature can have where it is known, both bounds included.</summary>
/// <param name="Least">The smallest; minus infinity where there is none.</param>
/// <param name="Greatest">The largest; infinity where there is none.</param>
/// <param name="IsWhole">Whether all of them are whole numbers.</param>
public readonly record struct FeatureRange(double Least, double Greatest, bool IsWhole)
{
    /// <summary>A counter is 32 bits wide; as a float its end rounds up to this.</summary>
    private const double LargestCount = 4_294_967_296;

    /// <summary>Some features are kept in a byte.</summary>
    private const double LargestByte = 255;

    private static readonly FeatureRange AnyCount = new(0, LargestCount, true);

    /// <summary>
    /// The range of <paramref name="feature"/>. Proofs over policies rest on it, so it promises nothing that the fold does not
    /// keep: sums of windows do not wrap, distinct counts may be estimates, surprises have no bounds.
    /// </summary>
    public static FeatureRange Of(FeatureDefinition feature) => feature.Unit switch
    {
        FeatureUnit.Count when feature.Window != FeatureWindow.None => AnyCount,
        FeatureUnit.Count => OfState(feature.Name),
        FeatureUnit.Distinct => new(0, double.PositiveInfinity, true),
        FeatureUnit.Flag => new(0, 1, true),
        FeatureUnit.Hours => new(0, 23, true),
        FeatureUnit.Days => new(0, 7, true),
        FeatureUnit.Seconds or FeatureUnit.KmPerHour => new(0, double.PositiveInfinity, false),
        FeatureUnit.Ratio => OfRatio(feature.Name),
        _ => new(double.NegativeInfinity, double.PositiveInfinity, false),
    };

    private static FeatureRange OfState(string name) => Measure(name) switch
    {
        "prior_restrictions" or "prior_lifts" or "prior_attacks" or "prior_cleared" or "known_logins" => new(0, LargestByte, true),
        "browser_headers" => new(0, 4, true),
        "user_agent_length" => new(0, Events.EventLimits.UserAgent, true),
        _ => AnyCount,
    };

    private static FeatureRange OfRatio(string name) => Measure(name) switch
    {
        "challenge_pass_rate_24h" or "night_share_7d" => new(0, 1, false),
        "burstiness" => new(-1, 1, false),
        _ => new(0, double.PositiveInfinity, false),
    };

    private static string Measure(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
