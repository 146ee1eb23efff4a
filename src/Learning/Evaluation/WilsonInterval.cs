namespace SecurityDecisioning.Learning.Evaluation;

/// <summary>
/// The score interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA
/// 1927): stays within 0 and 1 and holds for small counts and for shares near either end, where the usual ± does not.
/// </summary>
public static class WilsonInterval
{
    /// <summary>The 97.5 % point of the normal distribution: two sides of 2.5 % each.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="hits">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more; taken to be independent.</param>
    public static Estimate Of(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (trials == 0)
        {
            return new Estimate(double.NaN, 0, 1);
        }

        var (n, share) = ((double)trials, (double)hits / trials);
        var middle = share + Z * Z / (2 * n);
        var reach = Z * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        var scale = 1 + Z * Z / n;

        // At the ends the formula gives the share itself; rounding must not move it past.
        return new Estimate(
            share, hits == 0 ? 0 : (middle - reach) / scale, hits == trials ? 1 : (middle + reach) / scale);
    }
}
