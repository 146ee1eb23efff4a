namespace SecurityDecisioning.Console.Policies;

/// <summary>One version.</summary>
public sealed record PolicyVersionDocument(
    string Version,
    string Standing,
    IReadOnlyList<string> Proposers,
    DateTimeOffset Proposed,
    string JudgedBy,
    DateTimeOffset? LastLive,
    bool Green,
    string Checks,
    string Commit,
    string Why);
