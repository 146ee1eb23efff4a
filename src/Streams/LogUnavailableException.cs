namespace SecurityDecisioning.Streams;

/// <summary>
/// The log could not take or keep a record in the time allowed: its disk refuses writes and the bounded buffer is full, or it
/// was closed first. The record is not in the log; whoever catches this counts it.
/// </summary>
public sealed class LogUnavailableException : Exception
{
    public LogUnavailableException()
    {
    }

    public LogUnavailableException(string message)
        : base(message)
    {
    }

    public LogUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
