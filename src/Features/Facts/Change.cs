using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Facts;

/// <summary>What one event means for the state, worked out once and applied to each of its entities.</summary>
internal readonly ref struct Change
{
    public Change(SecurityEvent e, in KeyedHash hash, long timeMs)
    {
        Event = e;
        Moment = new Moment(timeMs);
        Marks = new Marks(e, hash);
        Counters = CounterChanges.Of(e);
        IsRequest = e.Kind == EventKind.Request;
    }

    public SecurityEvent Event { get; }

    public Moment Moment { get; }

    public Marks Marks { get; }

    /// <summary>A bit per <see cref="FeatureCounter"/>.</summary>
    public uint Counters { get; }

    public bool IsRequest { get; }

    public bool IsLogin => Event is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded };
}
