namespace SecurityDecisioning.Benchmarks.Machine;

/// <summary>Order statistics over samples; the samples are sorted in place.</summary>
internal static class Percentiles
{
    public static double Median(double[] samples) => At(samples, 0.5);

    /// <summary>The sample at <paramref name="rank"/> (0–1), nearest rank.</summary>
    public static double At(double[] samples, double rank)
    {
        Array.Sort(samples);
        return samples.Length == 0 ? double.NaN : samples[Math.Min(samples.Length - 1, (int)(rank * samples.Length))];
    }
}
