using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// The log on a Kafka cluster. Every record goes to the local segment log first and is acknowledged by that disk; from there it
/// is carried to the cluster in order. So the cluster may be away at any time, also at start: nothing waits for it, nothing is
/// lost, and memory does not grow. What one writer had to send twice, readers drop by its origin and sequence.
/// </summary>
public sealed class KafkaRecordLog : IRecordLog
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly KafkaLogOptions _options;
    private readonly LocalSegmentLog _local;
    private readonly SharedEnds _ends;
    private readonly KafkaClients _clients;
    private readonly Forwarder[] _forwarders;
    private readonly RecordSeal? _seal;
    private readonly RefusedRecords _refused = new();
    private readonly StreamsMetrics _metrics;
    private readonly StreamsMetrics? _ownMetrics;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _forwarding;
    private readonly Task _beating;
    private int _disposed;

    private KafkaRecordLog(
        LocalLogOptions local, KafkaLogOptions options, DiskCalls disk, TimeProvider time, ILogger logger, StreamsMetrics? metrics)
    {
        _metrics = metrics ?? (_ownMetrics = new StreamsMetrics());
        _options = options;
        _logger = logger;
        // Retention must leave what nobody else has yet, from the first moment on.
        var marks = new SentMarks(local.Folder);
        _local = LocalSegmentLog.Open(local, disk, time, logger, _metrics, topic => marks[topic]);
        if (Topics.All.Any(topic => marks[topic] > _local.EndOffset(topic)))
        {
            // The log is not the one that was sent from: its numbers begin again, and readers must not take them for known.
            _local.BeginNewOrigin();
            foreach (var topic in Topics.All)
            {
                marks[topic] = Math.Min(marks[topic], _local.EndOffset(topic));
            }
        }

        _ends = new SharedEnds(marks, time);
        _clients = new KafkaClients(options, local.MaxRecordBytes);
        _seal = options.Key.IsEmpty ? null : new RecordSeal(options.Key.Span);
        _forwarders =
            [.. SendingLane.All.Select(lane => new Forwarder(lane, _local, _clients, options, _ends, _seal, _metrics, logger))];
        _metrics.Unsent(topic => _local.EndOffset(topic) - _ends.Sent(topic), _ends.OldestUnsent);
        _forwarding = Task.Run(ForwardAsync);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>Opens the local log and begins to share it. The cluster need not be there.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all of them.</exception>
    /// <exception cref="DllNotFoundException">The native client is missing.</exception>
    /// <exception cref="LogInUseException">Another process has the folder open.</exception>
    /// <exception cref="LogCorruptException">A file is damaged where no torn tail can be.</exception>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public static KafkaRecordLog Open(
        LocalLogOptions local,
        KafkaLogOptions kafka,
        TimeProvider? time = null,
        ILogger<KafkaRecordLog>? logger = null,
        StreamsMetrics? metrics = null) =>
        Open(local, kafka, new DiskCalls(), time, logger, metrics);

    internal static KafkaRecordLog Open(
        LocalLogOptions local, KafkaLogOptions kafka, DiskCalls disk, TimeProvider? time, ILogger? logger, StreamsMetrics? metrics)
    {
        var errors = kafka.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", errors), nameof(kafka));
        }

        NativeKafka.Require();
        return new KafkaRecordLog(local, kafka, disk, time ?? TimeProvider.System, logger ?? NullLogger.Instance, metrics);
    }

    public ulong Origin => _local.Origin;

    public LogPosition Append(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload) =>
        _local.Append(topic, key, timeMs, payload);

    public bool TryAppend(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload, out LogPosition position) =>
        _local.TryAppend(topic, key, timeMs, payload, out position);

    public ValueTask WhenDurableAsync(LogPosition position, CancellationToken cancellationToken = default) =>
        _local.WhenDurableAsync(position, cancellationToken);

    public ValueTask WhenSharedAsync(LogPosition position, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            position.Offset, _local.EndOffset(position.Topic), nameof(position));
        return _ends.WhenSentAsync(position, cancellationToken);
    }

    public IAsyncEnumerable<LogRecord> ReadAsync(
        Topic topic, long fromOffset, bool follow, CancellationToken cancellationToken = default) =>
        _local.ReadAsync(topic, fromOffset, follow, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">While reading: the cursor is past the end of a partition.</exception>
    public IAsyncEnumerable<SharedRecord> ReadSharedAsync(
        Topic topic, LogCursor from, bool follow, CancellationToken cancellationToken = default) =>
        new SharedReader(_clients, _options.NameOf(topic), topic, from.Copy(), _seal, _refused, _metrics, _logger)
            .ReadAsync(follow, cancellationToken);

    public long EndOffset(Topic topic) => _local.EndOffset(topic);

    public LogStatus Status()
    {
        var unsent = Topics.All.Sum(topic => _local.EndOffset(topic) - _ends.Sent(topic));
        var oldest = Topics.All.Max(_ends.OldestUnsent);
        var confirmedAt = _forwarders.Max(static f => f.ConfirmedAt);
        var refused = _forwarders.Select(f => f.ProblemAfter(confirmedAt)).FirstOrDefault(static p => p is not null);
        var problem = refused ?? (oldest > Late ? "it takes records more slowly than they come" : null);
        return _local.Status() with
        {
            Sharing = new SharingStatus(
                refused is null, unsent > 0 ? problem : null, unsent, oldest, _local.Dropped + _forwarders.Sum(static f => f.Dropped))
            {
                OtherKey = _refused.OtherKey, BadSeal = _refused.BadSeal,
            },
        };
    }

    /// <summary>Stops sharing, after a last try to have confirmed what is under way, then closes the local log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _forwarding;
        await _beating;
        _ends.Close();
        await _local.DisposeAsync();
        _stopping.Dispose();
        _ownMetrics?.Dispose();
    }

    private async Task ForwardAsync()
    {
        try
        {
            if (_options.CreateTopics)
            {
                await TopicMaker.MakeAsync(_clients, _logger, _stopping.Token);
            }

            await Task.WhenAll(_forwarders.Select(f => f.RunAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            // Closing: the next start goes on from the marks.
        }
        catch (Exception failure) // A forwarder that dies silently would keep records from everybody else.
        {
            Log.ForwarderDied(_logger, failure);
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat);
        var more = true;
        while (more)
        {
            try
            {
                more = await timer.WaitForNextTickAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                more = false;
                await _forwarding;
            }

            foreach (var topic in Topics.All)
            {
                _ends.Note(topic, _local.EndOffset(topic));
            }

            try
            {
                _ends.Keep();
            }
            catch (IOException)
            {
                // A full disk; older marks only mean sending again.
            }
        }
    }
}
