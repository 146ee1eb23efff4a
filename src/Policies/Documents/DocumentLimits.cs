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

    /// <summary>Characters of a problem's message; it may quote what a document says.</summary>
    public const int ProblemLength = 400;

    /// <summary>Characters of an owner and of a description.</summary>
    public const int Owner = 100;
    public const int Description = 2000;

    /// <summary>Items of any one list of a match, of countries, consents, windows and campaigns.</summary>
    public const int Items = 200;

    /// <summary>Characters of a path pattern.</summary>
    public const int Path = 200;

    /// <summary>Steps of an escalation.</summary>
    public const int Escalation = 8;

    /// <summary>Obligations of one rule.</summary>
    public const int Obligations = 8;

    /// <summary>Languages of one reason.</summary>
    public const int Languages = 20;

    /// <summary>Variables of one policy, and variables, macros, lists and experiments of a set.</summary>
    public const int Names = 1000;

    /// <summary>Parts that definitions add to all conditions of a set together.</summary>
    public const int Expanded = 2_000_000;

    /// <summary>Entries of one list.</summary>
    public const int ListEntries = 10_000;

    /// <summary>Parameters of a macro.</summary>
    public const int Parameters = 8;

    /// <summary>Arms of an experiment.</summary>
    public const int Arms = 16;

    /// <summary>Levels of folders below the one that is loaded.</summary>
    public const int FolderDepth = 8;

    /// <summary>Problems kept of one folder.</summary>
    public const int Problems = 200;
}
