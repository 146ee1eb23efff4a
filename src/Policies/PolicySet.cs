namespace SecurityDecisioning.Policies;

/// <summary>An immutable, compiled set of policies: what a request loads once and decides with.</summary>
public sealed class PolicySet
{
    /// <summary>SHA-256 over the documents, 16 hexadecimal digits.</summary>
    public string Hash => throw new NotSupportedException();

    /// <summary>
    /// Evaluates every policy that matches the decision's event: fills <see cref="Decision.Rules"/>,
    /// <see cref="Decision.Action"/>, <see cref="Decision.ShadowAction"/>, <see cref="Decision.DurationMs"/> and
    /// <see cref="Decision.Issued"/>. Reads event, features, candidates and risk from the decision. Pure: no clock, no I/O.
    /// </summary>
    public void Decide(Decision decision) => throw new NotSupportedException();
}
