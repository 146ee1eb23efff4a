namespace SecurityDecisioning.Streams;

/// <summary>
/// A durable, ordered log of records per topic. Two implementations: local segment files (default) and Kafka, which keeps the
/// same local log and carries it to the cluster in order.
/// <para>
/// It has two sides. A process's own records have one offset per topic, are acknowledged by its own disk and are read back with
/// <see cref="ReadAsync"/>. The shared log is what all processes wrote, theirs included, in partitions, a little later; it is
/// read with <see cref="ReadSharedAsync"/>. Alone on one machine the shared log is one's own.
/// </para>
/// </summary>
public interface IRecordLog : IAsyncDisposable
{
    /// <summary>Which log this is among all that share records. Made once per log folder, never zero.</summary>
    ulong Origin { get; }

    /// <summary>
    /// Copies the record into the log's write buffer and returns its position. Does not wait for the disk; waits only where
    /// the bounded buffer is full. The record is written to the file at once and synced with its group.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is larger than the log accepts.</exception>
    LogPosition Append(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload);

    /// <summary>
    /// <see cref="Append"/> for those who must never wait: false, and nothing taken, where the buffer has no room or the log is
    /// closed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is larger than the log accepts.</exception>
    bool TryAppend(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload, out LogPosition position);

    /// <summary>Completes once the record at <paramref name="position"/> and all before it are on disk: it is acknowledged.</summary>
    ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes once the record at <paramref name="position"/> and all before it are where every process can read them. While
    /// a cluster is away this waits for it.
    /// </summary>
    ValueTask WhenSharedAsync(LogPosition position, CancellationToken cancellationToken = default);

    /// <summary>
    /// This process's own records of <paramref name="topic"/> from <paramref name="fromOffset"/> on, in order. With
    /// <paramref name="follow"/> it waits for new ones until cancelled, else it ends at the end of the log as of the call.
    /// </summary>
    IAsyncEnumerable<LogRecord> ReadAsync(
        Topic topic, long fromOffset, bool follow, CancellationToken cancellationToken = default);

    /// <summary>
    /// Everybody's records of <paramref name="topic"/> that <paramref name="from"/> has not seen: per key in order, each once,
    /// however often its writer had to send it. The cursor is copied; whoever reads advances their own with what they took in.
    /// With <paramref name="follow"/> it waits for new ones until cancelled, else it ends at the end as of the call.
    /// </summary>
    IAsyncEnumerable<SharedRecord> ReadSharedAsync(
        Topic topic, LogCursor from, bool follow, CancellationToken cancellationToken = default);

    /// <summary>Offset that the next record of <paramref name="topic"/> will get.</summary>
    long EndOffset(Topic topic);

    /// <summary>How the log is doing.</summary>
    LogStatus Status();
}
