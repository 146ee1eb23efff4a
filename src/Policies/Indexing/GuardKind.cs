namespace SecurityDecisioning.Policies.Indexing;

/// <summary>What a guard looks at.</summary>
internal enum GuardKind : byte
{
    /// <summary>A feature is known and at least the threshold.</summary>
    FeatureAtLeast,

    /// <summary>A feature is known and at most the threshold.</summary>
    FeatureAtMost,

    /// <summary>A threat is a candidate with at least this probability, which is more than 0.</summary>
    ThreatAtLeast,

    /// <summary>The risk is at least the threshold.</summary>
    RiskAtLeast,

    /// <summary>The request has all of some traits.</summary>
    Traits,
}
