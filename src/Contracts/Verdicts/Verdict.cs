namespace SecurityDecisioning.Contracts.Verdicts;

/// <summary>What a person found out about an entity. Values are stored: never renumber.</summary>
public enum Verdict : byte
{
    None = 0,

    /// <summary>An attack; learned as one.</summary>
    ConfirmedCompromised = 1,

    /// <summary>No attack: a false positive; learned as one.</summary>
    ConfirmedSafe = 2,

    /// <summary>Harmless though rightly noticed: closed, and not learned from.</summary>
    Dismissed = 3,
}
