using SecurityDecisioning.Engine.Restricting;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// What either set has left so far, where restrictions are simulated: the index of the engine, one for each side, bounded as that is.
/// For one decision after another, in the order of the log.
/// </summary>
internal sealed class SimulatedRestrictions
{
    private const int SweepEvery = 65_536;

    /// <summary>Decisions come nearly in order of time.</summary>
    private const long DisorderMs = 60_000;

    private int _decisions;

    public RestrictionIndex Old { get; } = new();

    public RestrictionIndex New { get; } = new();

    /// <summary>Restrictions that were dropped for want of room: from then on too few hold.</summary>
    public long Evicted => Old.Evicted + New.Evicted;

    /// <summary>Forgets now and then what has run out.</summary>
    public void Pass(long timeMs)
    {
        if (++_decisions % SweepEvery == 0)
        {
            Old.Sweep(timeMs - DisorderMs);
            New.Sweep(timeMs - DisorderMs);
        }
    }
}
