using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>What a folder held when it was last read.</summary>
/// <param name="Content">Its documents, right or wrong, as far as they could be read.</param>
/// <param name="Problems">What could not be read. Where there are any, the documents are not all there are, and none of them count.</param>
public sealed record FolderReading(VersionContent Content, IReadOnlyList<PolicyProblem> Problems);
