namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// A list of the set: <c>list("vip")</c>. Its entries hold at the event's time, so the past is decided with the past's list.
/// </summary>
internal abstract class NamedList(string name, ListKind kind)
{
    public string Name { get; } = name;

    public ListKind Kind { get; } = kind;

    /// <summary>Whether who is on a list of places was put there for what came from there, as abuse lists do.</summary>
    public bool HoldsDeeds { get; init; }

    /// <summary>Whether it says only where somebody is.</summary>
    public bool IsLocation => ListKinds.IsLocation(Kind) && !HoldsDeeds;

    /// <summary>Whether an entity of the request is in it. Takes no lock and allocates nothing.</summary>
    public abstract bool Contains(SecurityEvent request);

    /// <summary>The same of a text; false of a list that holds none.</summary>
    public virtual bool Contains(string text, long timeMs) => false;
}
