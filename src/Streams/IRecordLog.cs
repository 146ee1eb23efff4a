namespace SecurityDecisioning.Streams;

/// <summary>
/// A durable, ordered log of records per topic. Two implementations: local segment files (default) and Kafka.
/// </summary>
public interface IRecordLog : IAsyncDisposable
{
    /// <summary>
    /// Copies the record into the log's write buffer and returns its position. Does not wait for the disk; waits only where
    /// the bounded buffer is full. The record is written to the file at once and synced with its group.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is larger than the log accepts.</exception>
    LogPosition Append(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload);

    /// <summary>Completes once the record at <paramref name="position"/> and all before it are on disk: it is acknowledged.</summary>
    ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records of <paramref name="topic"/> from <paramref name="fromOffset"/> on, in order. With <paramref name="follow"/> it
    /// waits for new ones until cancelled, else it ends at the end of the log as of the call.
    /// </summary>
    IAsyncEnumerable<LogRecord> ReadAsync(
        Topic topic, long fromOffset, bool follow, CancellationToken cancellationToken = default);

    /// <summary>Offset that the next record of <paramref name="topic"/> will get.</summary>
    long EndOffset(Topic topic);
}
