namespace SecurityDecisioning.Streams;

/// <summary>One record as a reader sees it; the payload is valid until the reader's next step.</summary>
public readonly record struct LogRecord(long Offset, long TimeMs, UInt128 Key, ReadOnlyMemory<byte> Payload);
