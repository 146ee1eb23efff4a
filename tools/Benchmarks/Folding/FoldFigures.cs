using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Folding;

/// <summary>What the fold costs by itself.</summary>
/// <param name="Entities">Live entities.</param>
/// <param name="StoreBytes">Bytes per entity as the store counts them.</param>
/// <param name="ProcessBytes">Bytes per entity by what the process has grown.</param>
/// <param name="MedianUs">Apply and read of one event, microseconds.</param>
/// <param name="P99Us">The same, 99 of 100.</param>
/// <param name="SkewedMedianUs">The median where few users make most requests.</param>
/// <param name="SkewedP99Us">And 99 of 100 there.</param>
/// <param name="Allocated">Bytes allocated per event.</param>
/// <param name="ReplayPerSecond">Events applied per second of one core's processor time.</param>
/// <param name="Scaling">How many times the events of one thread two threads fold for the same processor time each.</param>
internal sealed record FoldFigures(
    long Entities, double StoreBytes, double ProcessBytes, double MedianUs, double P99Us, double SkewedMedianUs,
    double SkewedP99Us, double Allocated, double ReplayPerSecond,
    double Scaling)
{
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"""
        ## The fold alone

        `FeatureStore`, {FeatureCatalog.Count} features, {Entities:N0} live entities, 10 entities per event. Uniform: every user as
        likely as another, so 7 of the 10 lie in no cache; skewed: a user's share falls with its rank (Zipf, exponent 1), as
        traffic's does. Times of single events include the timer's own ~25 ns; rates count the processor time of the threads, so that other
        work on the machine takes no part.

        | figure | found | wanted |
        |---|---|---|
        | apply and read of a full vector, uniform, median µs | {MedianUs:F2} | ≤ 2 |
        | the same, p99 µs | {P99Us:F2} | ≤ 6 |
        | apply and read of a full vector, skewed, median µs | {SkewedMedianUs:F2} | ≤ 2 |
        | the same, p99 µs | {SkewedP99Us:F2} | ≤ 6 |
        | bytes allocated per event | {Allocated:F1} | 0 |
        | bytes per entity, by the store's own count | {StoreBytes:F0} | |
        | bytes per entity, by what the process grew | {ProcessBytes:F0} | ≤ 512 |
        | events applied per second and core | {ReplayPerSecond:N0} | ≥ 400,000 |
        | scaling to two cores | {Scaling:F2} | ≥ 1.8 |

        """);
}
