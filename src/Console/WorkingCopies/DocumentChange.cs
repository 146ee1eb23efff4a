namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>What became of a document since the working copy began.</summary>
internal enum DocumentChange
{
    None,
    Changed,
    Added,
    Removed,
}
