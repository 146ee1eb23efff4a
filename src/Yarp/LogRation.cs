namespace SecurityDecisioning.Yarp;

/// <summary>
/// One log line a second, however often something fails: whoever can make requests fail must not fill the disk with them.
/// Metrics count them all.
/// </summary>
public sealed class LogRation(TimeProvider time)
{
    private long _last = long.MinValue;
    private long _held;

    /// <summary>Whether a line may be written now, and how many were held back since the last one.</summary>
    public bool TryTake(out long held)
    {
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref _last);
        if ((last != long.MinValue && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1))
            || Interlocked.CompareExchange(ref _last, now, last) != last)
        {
            Interlocked.Increment(ref _held);
            held = 0;
            return false;
        }

        held = Interlocked.Exchange(ref _held, 0);
        return true;
    }
}
