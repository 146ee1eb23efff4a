namespace SecurityDecisioning.Policies.Sharing;

/// <summary>When an entry holds: from a moment on, until before another; milliseconds since the Unix epoch.</summary>
internal readonly record struct Validity(long FromMs, long UntilMs)
{
    public static Validity Always { get; } = new(long.MinValue, long.MaxValue);

    public static bool Holds(Validity[] spans, long timeMs)
    {
        foreach (var span in spans)
        {
            if (timeMs >= span.FromMs && timeMs < span.UntilMs)
            {
                return true;
            }
        }

        return false;
    }
}
