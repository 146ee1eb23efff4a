namespace SecurityDecisioning.Review.Canaries;

/// <summary>How often a version is expected to act, and how far from that it may be before it is taken back.</summary>
/// <param name="Least">Smallest share, 0–1.</param>
/// <param name="Most">Largest share, 0–1.</param>
public readonly record struct ExpectedShare(double Least, double Most)
{
    /// <summary>Traffic is never quite the backtest's: so many times more, or fewer, are still as expected.</summary>
    public const double Tolerance = 1.5;

    /// <summary>And so much more or less, 0–1: three in a thousand decisions.</summary>
    public const double Slack = 0.003;

    /// <summary>The bounds around an expectation's interval.</summary>
    public static ExpectedShare Around(double low, double high) =>
        new(Math.Max(0, (low / Tolerance) - Slack), Math.Min(1, (high * Tolerance) + Slack));
}
