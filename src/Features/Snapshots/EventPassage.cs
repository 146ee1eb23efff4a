namespace SecurityDecisioning.Features.Snapshots;

/// <summary>From an event's way into the log to its way into memory; ends when disposed. The default one means nothing.</summary>
public readonly struct EventPassage : IDisposable
{
    private readonly EventFlow? _flow;
    private readonly int _at;

    internal EventPassage(EventFlow flow, int at)
    {
        _flow = flow;
        _at = at;
    }

    public void Dispose() => _flow?.Leave(_at);
}
