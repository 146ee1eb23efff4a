namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>What values a thing can still have, given what has been assumed so far. Immutable.</summary>
internal abstract class Domain
{
    /// <summary>What both leave possible. Two domains of one thing are of one kind.</summary>
    public abstract Domain Meet(Domain other);

    /// <summary>Whether no value is left, so that what has been assumed cannot be.</summary>
    public abstract bool IsEmpty { get; }
}
