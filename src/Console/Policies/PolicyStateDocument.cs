namespace SecurityDecisioning.Console.Policies;

/// <summary>Where the versions stand.</summary>
/// <param name="NeedsApproval">Whether nothing goes live without an approval.</param>
/// <param name="Live">The live version.</param>
/// <param name="LiveSet">Its set as decisions name it.</param>
/// <param name="Staged">The version that is being rolled out; null where none is.</param>
/// <param name="SharePercent">The staged version's share; 0 in shadow.</param>
/// <param name="Pinned">Whether a rollback keeps the live version.</param>
/// <param name="Modes">Policies that are weaker than their documents say.</param>
/// <param name="Versions">All of them, newest first.</param>
public sealed record PolicyStateDocument(
    bool NeedsApproval,
    string Live,
    string LiveSet,
    string? Staged,
    double SharePercent,
    bool Pinned,
    IReadOnlyDictionary<string, string> Modes,
    IReadOnlyList<PolicyVersionDocument> Versions);
