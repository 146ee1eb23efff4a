namespace SecurityDecisioning.Policies.Loading;

/// <summary>How loading stands, for the health page and the console.</summary>
/// <param name="Hash">The live set.</param>
/// <param name="LoadedAt">When it went live.</param>
/// <param name="Problems">What is wrong with the documents as they are now; empty where they are the live set.</param>
/// <param name="CheckedAt">When the documents were last read.</param>
public sealed record PolicySourceState(
    string Hash, DateTimeOffset LoadedAt, IReadOnlyList<PolicyProblem> Problems, DateTimeOffset CheckedAt);
