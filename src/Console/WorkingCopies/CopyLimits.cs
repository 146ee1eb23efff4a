using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>How much may be worked on at once. Past a limit something is refused; nothing that was kept goes by itself.</summary>
internal static class CopyLimits
{
    /// <summary>Working copies of one user.</summary>
    public const int OfOne = 20;

    /// <summary>Working copies of all users together.</summary>
    public const int OfAll = 200;

    /// <summary>Files of one upload.</summary>
    public const int Uploaded = 100;

    /// <summary>Bytes of a form that saves a document: browsers send two bytes for the end of a line.</summary>
    public const int EditBytes = (2 * VersionEdit.DocumentBytes) + (64 * 1024);

    /// <summary>Bytes of a form that uploads files.</summary>
    public const int UploadBytes = (8 * 1024 * 1024) + (64 * 1024);

    /// <summary>Bytes of what is written down about a working copy beside its documents.</summary>
    public const int HeaderBytes = 4 * 1024;
}
