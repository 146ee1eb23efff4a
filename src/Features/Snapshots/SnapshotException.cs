namespace SecurityDecisioning.Features.Snapshots;

/// <summary>A snapshot cannot be written or used; the message names the file, the position in it and what is wrong.</summary>
public sealed class SnapshotException : Exception
{
    public SnapshotException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    public SnapshotException()
    {
    }

    public SnapshotException(string message)
        : base(message)
    {
    }
}
