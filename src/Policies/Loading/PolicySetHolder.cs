namespace SecurityDecisioning.Policies.Loading;

/// <summary>The live set. A request reads <see cref="Current"/> once and keeps what it got.</summary>
public sealed class PolicySetHolder(PolicySet initial)
{
    private PolicySet _current = initial;

    public PolicySet Current => Volatile.Read(ref _current);

    public void Replace(PolicySet set) => Volatile.Write(ref _current, set);
}
