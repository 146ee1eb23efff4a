namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>A file that is no MaxMind DB of format 2.0, or a damaged one. The message names the file, the byte and the reason.</summary>
public sealed class MmdbFormatException : Exception
{
    public MmdbFormatException()
    {
    }

    public MmdbFormatException(string message)
        : base(message)
    {
    }

    public MmdbFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <param name="file">The file as it was named.</param>
    /// <param name="position">Byte in the file, from 0.</param>
    /// <param name="reason">What is wrong there.</param>
    public MmdbFormatException(string file, long position, string reason)
        : base($"database `{file}`, byte {position}: {reason}")
    {
        File = file;
        Position = position;
    }

    public string File { get; } = "";

    public long Position { get; }
}
