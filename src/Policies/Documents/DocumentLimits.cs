namespace SecurityDecisioning.Policies.Documents;

/// <summary>What one folder of policies may hold. Past a limit there is an error, and nothing past it is read.</summary>
internal static class DocumentLimits
{
    /// <summary>Bytes of one file.</summary>
    public const int FileBytes = 1024 * 1024;

    /// <summary>Files of one folder, folders below it included.</summary>
    public const int Files = 1000;

    /// <summary>Bytes of all files together.</summary>
    public const int FolderBytes = 32 * 1024 * 1024;

    /// <summary>Levels of nesting of one document.</summary>
    public const int Depth = 16;

    /// <summary>Mappings, sequences and scalars of one document.</summary>
    public const int Nodes = 20_000;

    /// <summary>Rules of one policy.</summary>
    public const int Rules = 200;

    /// <summary>Problems kept of one folder.</summary>
    public const int Problems = 200;
}
