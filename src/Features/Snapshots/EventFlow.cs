namespace SecurityDecisioning.Features.Snapshots;

/// <summary>
/// Who is under way between log and memory, so that a snapshot can wait until those who had set out have arrived without
/// holding up anybody: the read side of read-copy-update with counters (McKenney's sleepable RCU). Two interlocked additions
/// on a cache line of the processor's own; nobody who passes ever waits.
/// </summary>
internal sealed class EventFlow
{
    private const int Stripes = 32;
    private const int Line = 8;
    private readonly long[] _inside = new long[((2 * Stripes) + 1) * Line];
    private int _phase;

    public EventPassage Enter()
    {
        var stripe = Thread.GetCurrentProcessorId() & (Stripes - 1);
        var at = (((Volatile.Read(ref _phase) * Stripes) + stripe) * Line) + Line;
        Interlocked.Increment(ref _inside[at]);
        return new EventPassage(this, at);
    }

    public void Leave(int at) => Interlocked.Decrement(ref _inside[at]);

    /// <summary>
    /// Waits until everybody who was inside at the call has left; false where that took longer. Not for two callers at once.
    /// </summary>
    public bool TryDrain(TimeSpan patience)
    {
        // Twice: whoever read the phase before the first turn but had not yet counted itself in is met by the second.
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        return TryTurn(until) && TryTurn(until);
    }

    private bool TryTurn(long until)
    {
        var old = _phase;
        Interlocked.Exchange(ref _phase, 1 - old);
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            ref var inside = ref _inside[(((old * Stripes) + stripe) * Line) + Line];
            var wait = default(SpinWait);
            while (Interlocked.Read(ref inside) != 0)
            {
                if (Environment.TickCount64 >= until) return false;
                wait.SpinOnce();
            }
        }

        return true;
    }
}
