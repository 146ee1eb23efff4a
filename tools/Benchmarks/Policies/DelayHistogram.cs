namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>Times in steps of a tenth of a microsecond, up to 10 ms; any number of them in 800 kB.</summary>
internal sealed class DelayHistogram
{
    private const int Steps = 100_000;
    private const double StepUs = 0.1;

    /// <summary>A decision should not take longer, whatever else goes on.</summary>
    public const double LongUs = 1_000;

    private readonly long[] _counts = new long[Steps];

    public long Count { get; private set; }

    public double LongestUs { get; private set; }

    /// <summary>How many took longer than a millisecond.</summary>
    public int Long { get; private set; }

    public void Add(double us)
    {
        _counts[Math.Min(Steps - 1, (int)(us / StepUs))]++;
        Count++;
        LongestUs = Math.Max(LongestUs, us);
        Long += us > LongUs ? 1 : 0;
    }

    /// <summary>The time that <paramref name="rank"/> (0–1) of all stay below, in microseconds.</summary>
    public double At(double rank)
    {
        var left = (long)(rank * Count);
        var step = 0;
        while (step < Steps - 1 && left >= _counts[step])
        {
            left -= _counts[step++];
        }

        return (step + 1) * StepUs;
    }
}
