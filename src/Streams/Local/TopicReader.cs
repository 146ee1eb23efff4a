using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Reads one topic in order, up to what is durable at the moment, with its own file handles and buffer: it never holds up the
/// writer. Every record's checksum, offset and place in the sequence is checked.
/// </summary>
internal sealed class TopicReader(TopicFiles files, long fromOffset) : IDisposable
{
    private const int BlockSize = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
    private long _bufferAt;
    private int _buffered;
    private SafeFileHandle? _file;
    private Segment? _segment;
    private long _position;
    private long _at;

    /// <summary>Offset of the record that the next read gives.</summary>
    public long Next { get; private set; } = fromOffset;

    /// <summary>The next durable record; false where there is none yet. Its payload is valid until the next call.</summary>
    public bool TryRead(out LogRecord record)
    {
        record = default;
        while (_segment is not null || TryOpen(files.Holding(Next)))
        {
            var limit = _segment!.Bytes;
            if (_position >= limit)
            {
                if (!TryMoveOn())
                {
                    return false;
                }

                continue;
            }

            var frame = ReadFrame(limit);
            var offset = RecordFrame.Offset(frame.Span);
            _at = offset + 1;
            _segment.Index.Note(offset, _position);
            _position += frame.Length;
            if (offset < Next)
            {
                continue;
            }

            Next = offset + 1;
            record = new LogRecord(
                offset, RecordFrame.TimeMs(frame.Span), RecordFrame.Key(frame.Span), frame[RecordFrame.HeaderSize..]);
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        Close();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryOpen(Segment? segment)
    {
        if (segment is null
            || (segment.Bytes <= SegmentHeader.Size && segment.CoveredEnd is null)
            || (segment.ResumeAt > 0 && Next >= segment.ResumeAt))
        {
            return false;
        }

        if (segment.Fault is { } fault)
        {
            throw new LogCorruptException(segment.Path, 0, fault) { ResumeAt = ResumeAfter(segment) };
        }

        try
        {
            _file = File.OpenHandle(
                segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException) when (!files.Segments.Contains(segment))
        {
            // Retention or compaction was faster: go on with what is kept.
            return TryOpen(files.Holding(Next));
        }

        _segment = segment;
        Next = Math.Max(Next, segment.BaseOffset);
        (_at, _position) = segment.Index.Floor(Next);
        _buffered = 0;
        return true;
    }

    /// <summary>Past the end of a file: on to the one after it, where there is one.</summary>
    private bool TryMoveOn()
    {
        if (files.After(_segment!) is not { } following)
        {
            return false;
        }

        // The list grows only after the file before is complete, so its length is final now; it may have grown meanwhile.
        if (_position < _segment!.Bytes)
        {
            return true;
        }

        if (following.BaseOffset != (_segment.CoveredEnd ?? _at) && files.Segments.Contains(_segment))
        {
            throw new LogCorruptException(
                _segment.Path, _position, $"records {_at} to {following.BaseOffset - 1} are missing before {following.Path}")
            {
                ResumeAt = following.BaseOffset,
            };
        }

        Close();
        return TryOpen(following);
    }

    private ReadOnlyMemory<byte> ReadFrame(long limit)
    {
        Require(RecordFrame.HeaderSize, limit);
        var payload = RecordFrame.PayloadLength(Buffered(RecordFrame.HeaderSize).Span);
        if (!RecordFrame.IsPlausible(payload))
        {
            throw Damage($"record {_at} says it is {payload} bytes long");
        }

        var size = RecordFrame.SizeOf(payload);
        Require(size, limit);
        var frame = Buffered(size);
        if (!RecordFrame.IsIntact(frame.Span))
        {
            throw Damage($"the checksum of record {_at} does not hold");
        }

        var offset = RecordFrame.Offset(frame.Span);
        return offset == _at || (offset > _at && offset < _segment!.CoveredEnd)
            ? frame
            : throw Damage($"record {offset} stands where {_at} belongs");
    }

    private ReadOnlyMemory<byte> Buffered(int size) => _buffer.AsMemory((int)(_position - _bufferAt), size);

    /// <summary>Has <paramref name="size"/> bytes from the current position in the buffer.</summary>
    private void Require(int size, long limit)
    {
        if (_buffered > 0 && _position + size <= _bufferAt + _buffered)
        {
            return;
        }

        if (_position + size > limit)
        {
            throw Damage($"record {_at} needs {size} bytes, the file has {limit - _position} left");
        }

        if (size > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(size);
        }

        (_bufferAt, _buffered) = (_position, 0);
        var wanted = (int)Math.Min(_buffer.Length, limit - _position);
        while (_buffered < wanted)
        {
            var read = RandomAccess.Read(_file!, _buffer.AsSpan(_buffered, wanted - _buffered), _position + _buffered);
            if (read == 0)
            {
                throw Damage("the file is shorter than it was");
            }

            _buffered += read;
        }
    }

    private LogCorruptException Damage(string what) =>
        new(_segment!.Path, _position, what) { ResumeAt = ResumeAfter(_segment) };

    /// <summary>Records have no marks to find the next one by: reading goes on with the next file.</summary>
    private long ResumeAfter(Segment segment) => files.After(segment)?.BaseOffset ?? files.Gate.End;

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _segment = null;
    }
}
