namespace SecurityDecisioning.Contracts.Cases;

/// <summary>What opened a case. Values are stored: never renumber.</summary>
public enum CaseOrigin : byte
{
    /// <summary>Somebody who looked at a decision, a restriction or an entity.</summary>
    Person = 0,

    /// <summary>A rule that asks for a review.</summary>
    Rule = 1,

    /// <summary>A policy's false-positive budget that was exceeded.</summary>
    Budget = 2,

    /// <summary>A new policy version that acted otherwise than expected.</summary>
    Canary = 3,

    /// <summary>Whoever was held, by an appeal.</summary>
    Appeal = 4,
}
