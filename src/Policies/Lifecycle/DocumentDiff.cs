namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>How a document differs between two versions.</summary>
/// <param name="Name">Its path in the folder.</param>
/// <param name="Added">Lines that the new one has more.</param>
/// <param name="Removed">Lines that it has no more.</param>
/// <param name="Hunks">What changed with a little around it, in order.</param>
public sealed record DocumentDiff(string Name, int Added, int Removed, IReadOnlyList<IReadOnlyList<DiffLine>> Hunks);
