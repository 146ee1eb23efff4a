using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// The one thread that writes: gathers, writes, syncs in groups, removes what is too old, and on a failing disk tries again
/// until it works or the log is closed.
/// </summary>
internal sealed class LogWriter
{
    private const int LongestPause = 50;
    private static readonly TimeSpan RetentionEvery = TimeSpan.FromMinutes(1);

    private readonly LocalLogOptions _options;
    private readonly AppendBuffer _buffer;
    private readonly TopicWriter[] _topics;
    private readonly SegmentRetention _retention;
    private readonly AutoResetEvent _wake;
    private readonly StreamsMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan _pause;
    private long _retainedAt;
    private long _errors;
    private volatile bool _stopping;
    private volatile string? _degraded;
    private volatile string? _lastError;

    public LogWriter(
        LocalLogOptions options,
        AppendBuffer buffer,
        IEnumerable<TopicWriter> topics,
        SegmentRetention retention,
        AutoResetEvent wake,
        StreamsMetrics metrics,
        ILogger logger)
    {
        _options = options;
        _buffer = buffer;
        _topics = [.. topics];
        _retention = retention;
        _wake = wake;
        _metrics = metrics;
        _logger = logger;
        _retainedAt = Stopwatch.GetTimestamp();
    }

    public string? Degraded => _degraded;

    public string? LastError => _lastError;

    public long Errors => Interlocked.Read(ref _errors);

    public void Start() => new Thread(Run) { IsBackground = true, Name = "sd log writer" }.Start();

    /// <summary>Writes what is left, then ends; on a failing disk it gives up after the close timeout.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _wake.Set();
        return _ended.Task;
    }

    private void Run()
    {
        _retention.Apply();
        while (!_stopping)
        {
            Rest();
            WriteAndSync(all: false);
        }

        var stopped = Stopwatch.GetTimestamp();
        while (!WriteAndSync(all: true) && Stopwatch.GetElapsedTime(stopped) < _options.CloseTimeout)
        {
            Thread.Sleep(_pause);
        }

        foreach (var topic in _topics)
        {
            topic.Dispose();
        }

        _ended.SetResult();
    }

    /// <summary>Waits until there is something to do, then a moment longer so that one write takes many records.</summary>
    private void Rest()
    {
        if (_degraded is not null)
        {
            _wake.WaitOne(_pause);
            return;
        }

        if (Stopwatch.GetElapsedTime(_retainedAt) >= RetentionEvery)
        {
            _retainedAt = Stopwatch.GetTimestamp();
            _retention.Apply();
        }

        if (_buffer.TryGoIdle() && !IsUrgent() && !_stopping)
        {
            _wake.WaitOne(UntilNextSync());
        }

        if (!_stopping && !IsUrgent() && !_buffer.IsBacklogged && _options.WriteInterval > TimeSpan.Zero)
        {
            _wake.WaitOne(_options.WriteInterval);
        }
    }

    private TimeSpan UntilNextSync()
    {
        var left = RetentionEvery;
        foreach (var topic in _topics)
        {
            if (topic.IsDirty && _options.SyncInterval - topic.DirtyFor < left)
            {
                left = _options.SyncInterval - topic.DirtyFor;
            }
        }

        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    private bool IsUrgent() => Array.Exists(_topics, static topic => topic.IsUrgent);

    /// <summary>One topic's failure does not keep the others from the disk.</summary>
    private bool WriteAndSync(bool all)
    {
        var healthy = true;
        foreach (var topic in _topics)
        {
            healthy &= Try(topic, static t => t.Write());
        }

        foreach (var topic in _topics)
        {
            if (topic.IsDirty && (all || !healthy || topic.IsUrgent || topic.DirtyFor >= _options.SyncInterval))
            {
                healthy &= Try(topic, static t => t.Sync());
            }
        }

        if (healthy && _degraded is not null)
        {
            _degraded = null;
            _pause = TimeSpan.Zero;
            Log.Recovered(_logger);
        }

        return healthy;
    }

    private bool Try(TopicWriter topic, Action<TopicWriter> step)
    {
        try
        {
            step(topic);
            return true;
        }
        catch (Exception failure) // Whatever it is: a writer that dies silently would lose records.
        {
            Interlocked.Increment(ref _errors);
            _metrics.Failed(topic.Topic);
            _lastError = $"{Topics.NameOf(topic.Topic)}: {failure.Message}";
            if (_degraded is null)
            {
                Log.Degraded(_logger, _lastError, _options.BufferBytes, failure);
            }

            _degraded = _lastError;
            var longest = _options.RetryPause * LongestPause;
            _pause = _pause == TimeSpan.Zero ? _options.RetryPause : _pause * 2 < longest ? _pause * 2 : longest;
            return false;
        }
    }
}
