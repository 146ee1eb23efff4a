namespace SecurityDecisioning.Streams;

/// <summary>Another process has the log's folder open.</summary>
public sealed class LogInUseException : Exception
{
    public LogInUseException()
    {
    }

    public LogInUseException(string message)
        : base(message)
    {
    }

    public LogInUseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
