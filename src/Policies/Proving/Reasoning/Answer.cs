namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>Whether assumptions can hold together.</summary>
internal enum Answer : byte
{
    /// <summary>They cannot: this is proved.</summary>
    Impossible,

    /// <summary>Nothing speaks against it, as far as values are looked into.</summary>
    Possible,

    /// <summary>The search ended at its limit.</summary>
    GaveUp,
}
