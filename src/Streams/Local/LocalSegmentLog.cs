using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// The log as checksummed segment files in one folder, written by one thread, synced in groups. Readers see a record once it
/// is durable, never before: what a projection has taken in cannot vanish from the log in a crash.
/// </summary>
public sealed class LocalSegmentLog : IRecordLog
{
    private const string LockName = ".lock";

    private readonly LocalLogOptions _options;
    private readonly FileStream _lock;
    private readonly TopicFiles[] _topics;
    private readonly AppendBuffer _buffer;
    private readonly LogWriter _writer;
    private readonly SegmentRetention _retention;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ILogger _logger;
    private readonly StreamsMetrics? _ownMetrics;
    private readonly Task _compacting;
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    private LocalSegmentLog(
        LocalLogOptions options, FileStream folderLock, TopicFiles[] topics, DiskCalls disk, TimeProvider time, ILogger logger,
        StreamsMetrics? metrics, Func<Topic, long>? keptFrom)
    {
        metrics ??= _ownMetrics = new StreamsMetrics();
        Origin = OriginFile.ReadOrMake(options.Folder);
        _options = options;
        _lock = folderLock;
        _topics = topics;
        _logger = logger;
        _buffer = new AppendBuffer(options, metrics, [.. topics.Select(t => t.Gate.End)], () => _wake.Set());
        _writer = new LogWriter(
            options,
            _buffer,
            topics.Select(t => new TopicWriter(t, _buffer, disk, options, time, metrics)),
            _retention = new SegmentRetention(topics, options, time, logger, metrics, keptFrom),
            _wake,
            metrics,
            logger);
        metrics.Buffered(() => _buffer.UsedBytes);
        _writer.Start();
        _compacting = Task.Run(() => CompactAsync(new SegmentCompaction(topics, logger, keptFrom)));
    }

    /// <summary>Opens or makes the log, cutting a torn tail where the last process left one.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all of them.</exception>
    /// <exception cref="LogInUseException">Another process has the folder open.</exception>
    /// <exception cref="LogCorruptException">A file is damaged where no torn tail can be.</exception>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public static LocalSegmentLog Open(
        LocalLogOptions options, TimeProvider? time = null, ILogger<LocalSegmentLog>? logger = null, StreamsMetrics? metrics = null) =>
        Open(options, new DiskCalls(), time, logger, metrics);

    /// <summary>As above; retention by age leaves what lies at or after <paramref name="keptFrom"/>: somebody still needs it.</summary>
    internal static LocalSegmentLog Open(
        LocalLogOptions options, DiskCalls disk, TimeProvider? time = null, ILogger? logger = null, StreamsMetrics? metrics = null,
        Func<Topic, long>? keptFrom = null)
    {
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", errors), nameof(options));
        }

        logger ??= NullLogger.Instance;
        OwnFolder.Make(options.Folder);
        var folderLock = Lock(options.Folder);
        try
        {
            TopicFiles[] topics =
            [
                .. Topics.All.Select(
                    t => TopicRecovery.Open(Path.Combine(options.Folder, Topics.NameOf(t)), t, logger, options.OpenDamaged)),
            ];
            disk.SyncFolder(options.Folder);
            Log.Opened(
                logger, options.Folder, topics.Sum(t => t.Gate.End - t.StartOffset), topics.Sum(t => t.RecoveredBytes));
            return new LocalSegmentLog(
                options, folderLock, topics, disk, time ?? TimeProvider.System, logger, metrics, keptFrom);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    public ulong Origin { get; private set; }

    /// <summary>Records that went by size before whoever needs them had them.</summary>
    internal long Dropped => _retention.Dropped;

    public LogPosition Append(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, _options.MaxRecordBytes, nameof(payload));
        return new LogPosition(topic, _buffer.Append(topic, key, timeMs, payload));
    }

    public bool TryAppend(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload, out LogPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, _options.MaxRecordBytes, nameof(payload));
        var taken = _buffer.TryAppend(topic, key, timeMs, payload, out var offset);
        position = new LogPosition(topic, offset);
        return taken;
    }

    public ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            position.Offset, _buffer.EndOffset(position.Topic), nameof(position));
        return WhenDurableToAsync(position.Topic, position.Offset + 1, cancellationToken);
    }

    /// <summary>Nobody else reads what is only here: shared is what is durable.</summary>
    public ValueTask WhenSharedAsync(LogPosition position, CancellationToken cancellationToken = default) =>
        WhenDurableAsync(position, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="fromOffset"/> is past the end: it was taken from another log than this one.
    /// </exception>
    /// <exception cref="LogCorruptException">While reading: a record does not read.</exception>
    public IAsyncEnumerable<LogRecord> ReadAsync(
        Topic topic, long fromOffset, bool follow, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        var end = EndOffset(topic);
        if (fromOffset > end)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fromOffset),
                $"offset {fromOffset} is past the end ({end}) of topic {Topics.NameOf(topic)} in {_options.Folder}: it was not "
                    + "taken from this log. Bring back the log it belongs to, or rebuild what remembers the offset");
        }

        return EnumerateAsync(topic, fromOffset, follow ? long.MaxValue : end, cancellationToken);
    }

    public async IAsyncEnumerable<SharedRecord> ReadSharedAsync(
        Topic topic, LogCursor from, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = Math.Max(from.NextOffset(0), from.LastSequence(0, Origin) + 1);
        await foreach (var record in ReadAsync(topic, next, follow, cancellationToken))
        {
            yield return new SharedRecord(
                0, record.Offset, Origin, record.Offset, record.TimeMs, record.Key, record.Payload.ToArray());
        }
    }

    public long EndOffset(Topic topic) => _buffer.EndOffset(topic);

    /// <summary>First offset of <paramref name="topic"/> that retention has kept.</summary>
    public long StartOffset(Topic topic) => _topics[(int)topic].StartOffset;

    public LogStatus Status() => new(
        [
            .. _topics.Select(t => new TopicStatus(
                t.Topic, t.StartOffset, EndOffset(t.Topic), t.Gate.End, t.Bytes, t.Segments.Count, t.RecoveredBytes)),
        ],
        _buffer.UsedBytes,
        _options.BufferBytes,
        _buffer.Waits,
        _buffer.Rejected,
        _writer.Errors,
        _writer.Degraded,
        _writer.LastError);

    /// <summary>Writes and syncs what was appended, then lets the folder go. Readers that follow end with an exception.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _buffer.Close();
        await _closing.CancelAsync();
        await _compacting;
        await _writer.StopAsync();
        var lost = _topics.Sum(t => EndOffset(t.Topic) - t.Gate.End);
        if (lost > 0)
        {
            Log.ClosedWithLoss(_logger, lost);
        }

        foreach (var topic in _topics)
        {
            topic.Gate.Close(new LogUnavailableException("the log was closed before the record was durable"));
        }

        // The wake-up event stays: somebody may be about to set it, and it holds nothing that a collection does not free.
        await _lock.DisposeAsync();
        _closing.Dispose();
        _ownMetrics?.Dispose();
    }

    private async Task CompactAsync(SegmentCompaction compaction)
    {
        using var timer = new PeriodicTimer(_options.CompactionInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                compaction.Apply(_closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Closing: a draft that is left is removed by the next start.
        }
    }

    /// <summary>Numbers begin again, so whoever knows the old ones must not take these for them.</summary>
    internal void BeginNewOrigin() => Origin = OriginFile.Make(_options.Folder);

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new LogInUseException(
                $"the log folder {folder} is in use by another process: stop that one first, or name another folder", failure);
        }
    }

    private ValueTask WhenDurableToAsync(Topic topic, long end, CancellationToken cancellationToken)
    {
        var waiting = _topics[(int)topic].Gate.WaitForAsync(end, urgent: true, cancellationToken);
        if (!waiting.IsCompleted)
        {
            _wake.Set();
        }

        return waiting;
    }

    private async IAsyncEnumerable<LogRecord> EnumerateAsync(
        Topic topic, long fromOffset, long end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (end != long.MaxValue)
        {
            await WhenDurableToAsync(topic, end, cancellationToken);
        }

        var files = _topics[(int)topic];
        using var reader = new TopicReader(files, fromOffset);
        while (reader.Next < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.TryRead(out var record))
            {
                if (record.Offset >= end)
                {
                    yield break;
                }

                yield return record;
            }
            else
            {
                await files.Gate.WaitForAsync(Math.Max(reader.Next, files.StartOffset) + 1, urgent: false, cancellationToken);
            }
        }
    }
}
