namespace SecurityDecisioning.Streams;

/// <summary>A record of the log that all gateways write, as a reader of it sees it. The payload is its own: it stays valid.</summary>
/// <param name="Partition">Part of the topic it stands in; all records of a key stand in one, in order.</param>
/// <param name="Offset">Where in the partition.</param>
/// <param name="Origin">Which log it was appended to; equal to <see cref="IRecordLog.Origin"/> for one's own.</param>
/// <param name="Sequence">Its offset in the log it was appended to; rises within an origin and a partition.</param>
/// <param name="TimeMs">Milliseconds since the Unix epoch; event time, need not rise.</param>
/// <param name="Key">What orders it.</param>
/// <param name="Payload">What was appended.</param>
public readonly record struct SharedRecord(
    int Partition, long Offset, ulong Origin, long Sequence, long TimeMs, UInt128 Key, ReadOnlyMemory<byte> Payload);
