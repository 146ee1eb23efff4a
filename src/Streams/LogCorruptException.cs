namespace SecurityDecisioning.Streams;

/// <summary>A log file holds something that was never written to it: damage, not a torn tail.</summary>
public sealed class LogCorruptException : Exception
{
    public LogCorruptException()
    {
    }

    public LogCorruptException(string message)
        : base(message)
    {
    }

    public LogCorruptException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public LogCorruptException(string file, long position, string what)
        : base($"{file}: damaged at byte {position}: {what}. Restore the file from a backup; or give up what follows in it with "
            + $"`truncate -s {position} {file}`, which is safe for the newest file of a topic only")
    {
        File = file;
        Position = position;
    }

    /// <summary>The damaged file; empty where none is known.</summary>
    public string File { get; } = "";

    /// <summary>First byte that cannot be trusted.</summary>
    public long Position { get; }

    /// <summary>First offset behind the damage that can be read on from; null where none is known.</summary>
    public long? ResumeAt { get; init; }
}
