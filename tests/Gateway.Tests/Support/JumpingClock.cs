namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The machine's clock with somebody's hand on it: wall time jumps, intervals and timers run on as they do.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offsetTicks;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
}
