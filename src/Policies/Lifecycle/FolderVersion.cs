namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>What the watched folder holds, and whose it is.</summary>
/// <param name="Content">Its documents.</param>
/// <param name="Check">What their checks found.</param>
/// <param name="Via">Folder, or git where a commit has exactly these documents.</param>
/// <param name="Authors">Who wrote them; empty where they are not committed yet and the rules ask for an author.</param>
/// <param name="Approvers">Who approved them, by the commit's word and where the configuration believes it.</param>
/// <param name="Why">The commit's subject, or that the folder changed.</param>
/// <param name="Commit">The commit; empty where there is none.</param>
public sealed record FolderVersion(
    VersionContent Content,
    VersionCheck Check,
    PolicyVia Via,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> Approvers,
    string Why,
    string Commit);
