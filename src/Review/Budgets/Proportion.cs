namespace SecurityDecisioning.Review.Budgets;

/// <summary>Bounds of a share that was counted.</summary>
public static class Proportion
{
    /// <summary>
    /// The lower bound of Wilson's score interval (JASA 22, 1927): what the true share is at least, but for a risk that
    /// <paramref name="z"/> sets (2.326 for 1 % on this side). Holds for small counts too, unlike the normal approximation.
    /// </summary>
    /// <param name="hits">From 0 to <paramref name="count"/>.</param>
    /// <param name="count">0 gives 0.</param>
    /// <param name="z">Quantile of the standard normal distribution.</param>
    public static double LowerBound(long hits, long count, double z)
    {
        if (count == 0)
        {
            return 0;
        }

        var (share, square) = ((double)hits / count, z * z);
        var spread = z * Math.Sqrt(((share * (1 - share)) + (square / (4 * count))) / count);
        return Math.Max(0, (share + (square / (2 * count)) - spread) / (1 + (square / count)));
    }

    /// <summary>The upper bound likewise; 1 where nothing was counted.</summary>
    public static double UpperBound(long hits, long count, double z) => count == 0 ? 1 : 1 - LowerBound(count - hits, count, z);
}
