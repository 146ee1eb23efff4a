namespace SecurityDecisioning.Policies.Sharing;

/// <summary>A list that a policy's test says the request is in.</summary>
internal sealed class ForcedList(string name, ListKind kind) : NamedList(name, kind)
{
    public override bool Contains(SecurityEvent request) => true;

    public override bool Contains(string text, long timeMs) => true;
}
