namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Bytes that are no record of the kind and version they are read as.</summary>
public sealed class RecordFormatException : Exception
{
    public RecordFormatException()
    {
    }

    public RecordFormatException(string message)
        : base(message)
    {
    }

    public RecordFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
