namespace SecurityDecisioning.Audit.Postgres;

/// <summary>Two processes take in the same source; this one was overtaken. Nothing is lost and nothing counts twice.</summary>
public sealed class SourceTakenException : Exception
{
    public SourceTakenException()
    {
    }

    public SourceTakenException(string message)
        : base(message)
    {
    }

    public SourceTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public SourceTakenException(string topic, string source)
        : this($"another gateway takes in the {topic} of log {source}; no two may run on copies of one data folder")
    {
    }
}
