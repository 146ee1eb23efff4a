namespace SecurityDecisioning.Review.Canaries;

/// <summary>
/// Whether a share departs from what was expected, asked as often as one likes. A mixture of likelihood ratios against the bound
/// (Robbins, Ann. Math. Stat. 41, 1970; the mSPRT of Johari, Koomen, Pekelis and Walsh, Operations Research 70, 2022): under any
/// share within the bounds its expectation never rises above 1, so by Ville's inequality it ever exceeds 1/α with a chance of at
/// most α, however often one looks.
/// </summary>
public static class DepartureTest
{
    /// <summary>Odds of the alternatives, as multiples of the bound's odds; each has the same weight.</summary>
    private static readonly double[] Odds = [1.25, 1.5, 2, 3, 5, 10, 30, 100];

    /// <summary>Chance of ever raising a false alarm on one side, where nothing else is said.</summary>
    public const double Alpha = 0.001;

    /// <summary>Smallest share that is told from 0: what never happened cannot have happened too rarely.</summary>
    private const double Tiny = 1e-6;

    /// <summary>Whether the true share is above <paramref name="most"/>.</summary>
    public static bool IsAbove(long hits, long count, double most, double alpha = Alpha) =>
        most < 1 && LogEvidence(hits, count, Math.Max(most, Tiny)) > -Math.Log(alpha);

    /// <summary>Whether the true share is below <paramref name="least"/>.</summary>
    public static bool IsBelow(long hits, long count, double least) => least > Tiny && IsAbove(count - hits, count, 1 - least);

    /// <summary>Logarithm of the mixture: evidence that the share is above the bound.</summary>
    internal static double LogEvidence(long hits, long count, double bound)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        Span<double> logs = stackalloc double[Odds.Length];
        for (var i = 0; i < Odds.Length; i++)
        {
            // Odds r·b/(1−b) are the share q = r·b / (1 − b + r·b); then q/b = r/(1−b+r·b) and (1−q)/(1−b) = 1/(1−b+r·b).
            var scale = Math.Log(1 - bound + (Odds[i] * bound));
            logs[i] = (hits * Math.Log(Odds[i])) - (count * scale);
            largest = Math.Max(largest, logs[i]);
        }

        foreach (var log in logs)
        {
            sum += Math.Exp(log - largest);
        }

        return largest + Math.Log(sum / Odds.Length);
    }
}
