using System.Diagnostics;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Records on their way to the disk, bounded in bytes over all topics. A record stays until it is known to be on disk, so that
/// a failed write or sync is repeated from here. Producers wait for room only where the bound is reached. Waiting goes by the
/// machine's clock, whatever clock the records' times come from.
/// </summary>
internal sealed class AppendBuffer
{
    private const int Pieces = 32;
    private const int LargestPiece = 256 * 1024;
    private const int MostSpare = 8;

    private readonly object _gate = new();
    private readonly List<PendingChunk>[] _chunks;
    private readonly Stack<PendingChunk> _spare = new();
    private readonly long[] _ends;
    private readonly long _limit;
    private readonly int _chunkSize;
    private readonly TimeSpan _timeout;
    private readonly StreamsMetrics _metrics;
    private readonly Action _wake;

    private long _used;
    private long _fullSince;
    private bool _full;
    private bool _idle = true;
    private bool _closed;

    public AppendBuffer(LocalLogOptions options, StreamsMetrics metrics, IReadOnlyList<long> ends, Action wake)
    {
        _limit = options.BufferBytes;
        _timeout = options.AppendTimeout;
        _chunkSize = (int)Math.Min(LargestPiece, _limit / Pieces);
        _metrics = metrics;
        _wake = wake;
        _ends = [.. ends];
        _chunks = [.. ends.Select(_ => new List<PendingChunk>())];
    }

    public long UsedBytes => Interlocked.Read(ref _used);

    public long Waits { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Enough is gathered that the writer need not linger for more.</summary>
    public bool IsBacklogged => UsedBytes > _chunkSize * _chunks.Length;

    public long EndOffset(Topic topic)
    {
        lock (_gate)
        {
            return _ends[(int)topic];
        }
    }

    /// <summary>Waits for room where there is none, as long as the options say.</summary>
    /// <exception cref="LogUnavailableException">No room came.</exception>
    public long Append(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload)
    {
        long offset;
        bool wake;
        lock (_gate)
        {
            var size = RecordFrame.SizeOf(payload.Length);
            var waited = false;
            PendingChunk? chunk;
            while ((chunk = RoomFor(topic, size)) is null)
            {
                WaitForRoom(ref waited);
            }

            (offset, wake) = Put(chunk, topic, key, timeMs, payload);
        }

        WakeIf(wake);
        return offset;
    }

    /// <summary>Never waits: false where there is no room, or no log any more.</summary>
    public bool TryAppend(Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload, out long offset)
    {
        var taken = false;
        var wake = false;
        offset = -1;
        lock (_gate)
        {
            if (!_closed && RoomFor(topic, RecordFrame.SizeOf(payload.Length)) is { } chunk)
            {
                (offset, wake) = Put(chunk, topic, key, timeMs, payload);
                taken = true;
            }
            else
            {
                Rejected++;
            }
        }

        WakeIf(wake);
        if (!taken)
        {
            _metrics.Rejected();
        }

        return taken;
    }

    /// <summary>The next bytes of <paramref name="topic"/> that are in no file yet; false where there are none.</summary>
    public bool TryNextUnwritten(Topic topic, out PendingChunk chunk, out int length)
    {
        lock (_gate)
        {
            foreach (var candidate in _chunks[(int)topic])
            {
                if (candidate.Written < candidate.Length)
                {
                    chunk = candidate;
                    length = candidate.Length;
                    return true;
                }
            }
        }

        chunk = null!;
        length = 0;
        return false;
    }

    /// <summary>Everything written of <paramref name="topic"/> is on disk: its memory is free again.</summary>
    public void MarkSynced(Topic topic)
    {
        lock (_gate)
        {
            var chunks = _chunks[(int)topic];
            foreach (var chunk in chunks)
            {
                chunk.Synced = chunk.Written;
            }

            while (chunks.Count > 0 && chunks[0].Synced == chunks[0].Length)
            {
                Release(chunks[0]);
                chunks.RemoveAt(0);
            }

            _full = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What was written but not synced cannot be relied on: it is to be written again.</summary>
    public void Rewind(Topic topic)
    {
        lock (_gate)
        {
            foreach (var chunk in _chunks[(int)topic])
            {
                chunk.Written = chunk.Synced;
            }
        }
    }

    /// <summary>Where everything is in a file, the next append wakes the writer; else there is more to do at once.</summary>
    public bool TryGoIdle()
    {
        lock (_gate)
        {
            _idle = _chunks.All(chunks => chunks.All(chunk => chunk.Written == chunk.Length));
            return _idle;
        }
    }

    /// <summary>No more appends; whoever waits for room is refused.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private (long Offset, bool Wake) Put(PendingChunk chunk, Topic topic, UInt128 key, long timeMs, ReadOnlySpan<byte> payload)
    {
        var size = RecordFrame.SizeOf(payload.Length);
        var offset = _ends[(int)topic]++;
        RecordFrame.Write(chunk.Bytes.AsSpan(chunk.Length), offset, timeMs, key, payload);
        chunk.Length += size;
        var wake = _idle || chunk.Free < size;
        _idle &= !wake;
        return (offset, wake);
    }

    private void WakeIf(bool wake)
    {
        if (wake)
        {
            _wake();
        }
    }

    private PendingChunk? RoomFor(Topic topic, int size)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(LocalSegmentLog));
        var chunks = _chunks[(int)topic];
        if (chunks.Count > 0 && chunks[^1].Free >= size)
        {
            return chunks[^1];
        }

        var capacity = Math.Max(size, _chunkSize);
        if (_used + capacity > _limit)
        {
            return null;
        }

        var chunk = capacity == _chunkSize && _spare.TryPop(out var spare) ? spare : new PendingChunk(new byte[capacity]);
        Interlocked.Add(ref _used, capacity);
        chunks.Add(chunk);
        return chunk;
    }

    /// <summary>
    /// The time runs from when the buffer became full, not from the call: on a dead disk the first callers wait, the rest are
    /// refused at once instead of each parking a thread.
    /// </summary>
    private void WaitForRoom(ref bool waited)
    {
        if (!_full)
        {
            _full = true;
            _fullSince = Stopwatch.GetTimestamp();
        }

        if (!waited)
        {
            waited = true;
            Waits++;
            _metrics.Waited();
            _wake();
        }

        var left = _timeout - Stopwatch.GetElapsedTime(_fullSince);
        if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
        {
            if (_full && Stopwatch.GetElapsedTime(_fullSince) >= _timeout)
            {
                Rejected++;
                _metrics.Rejected();
                throw new LogUnavailableException(
                    $"the log's buffer ({_limit} bytes) has been full for {_timeout}: the disk does not take its records");
            }
        }
    }

    private void Release(PendingChunk chunk)
    {
        Interlocked.Add(ref _used, -chunk.Capacity);
        if (chunk.Capacity == _chunkSize && _spare.Count < MostSpare)
        {
            chunk.Reset();
            _spare.Push(chunk);
        }
    }
}
