using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Brings one topic's records from the buffer into its files. Used by the writer thread only. A failure leaves everything so
/// that the next attempt repeats what is not known to be on disk.
/// </summary>
internal sealed class TopicWriter(
    TopicFiles files, AppendBuffer buffer, DiskCalls disk, LocalLogOptions options, TimeProvider time, StreamsMetrics metrics)
    : IDisposable
{
    private readonly byte[] _header = new byte[SegmentHeader.Size];
    private SafeFileHandle? _file;
    private Segment? _segment;
    private long _position;
    private long _written = files.Gate.End;
    private long _dirtySince;

    public Topic Topic => files.Topic;

    public bool IsDirty => _segment is not null && _position != _segment.Bytes;

    public TimeSpan DirtyFor => IsDirty ? Stopwatch.GetElapsedTime(_dirtySince) : TimeSpan.Zero;

    public bool IsUrgent => files.Gate.IsUrgent;

    /// <summary>Writes all that the buffer holds of the topic.</summary>
    public void Write()
    {
        while (buffer.TryNextUnwritten(Topic, out var chunk, out var length))
        {
            var bytes = chunk.Bytes.AsSpan(chunk.Written, length - chunk.Written);
            if (_segment is null)
            {
                Open(RecordFrame.Offset(bytes));
            }

            var (fitting, records) = Fitting(bytes);
            if (fitting == 0)
            {
                Roll();
                continue;
            }

            disk.Write(_file!, bytes[..fitting], _position);
            if (!IsDirty)
            {
                _dirtySince = Stopwatch.GetTimestamp();
            }

            NoteAll(bytes[..fitting]);
            chunk.Written += fitting;
            _position += fitting;
            _written += records;
            metrics.Written(Topic, fitting);
        }
    }

    /// <summary>Makes what was written durable and tells those who wait for it.</summary>
    public void Sync()
    {
        if (!IsDirty)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            disk.Sync(_file!);
        }
        catch
        {
            // After a failed fsync the system may have dropped the very pages that failed and report success next time:
            // only writing them again makes the next fsync mean anything.
            _position = _segment!.Bytes;
            _written = files.Gate.End;
            buffer.Rewind(Topic);
            throw;
        }

        var records = _written - files.Gate.End;
        _segment!.Bytes = _position;
        buffer.MarkSynced(Topic);
        files.Gate.Advance(_written);
        metrics.Synced(Topic, records, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>How many bytes of whole frames still fit the segment; the first always fits an empty one.</summary>
    private (int Bytes, long Records) Fitting(ReadOnlySpan<byte> bytes)
    {
        var fitting = 0;
        var records = 0L;
        while (fitting < bytes.Length)
        {
            var size = RecordFrame.SizeOf(RecordFrame.PayloadLength(bytes[fitting..]));
            var isFirst = _position + fitting == SegmentHeader.Size;
            if (!isFirst && _position + fitting + size > options.SegmentBytes)
            {
                break;
            }

            fitting += size;
            records++;
        }

        return (fitting, records);
    }

    private void NoteAll(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += RecordFrame.SizeOf(RecordFrame.PayloadLength(bytes[at..])))
        {
            _segment!.Index.Note(RecordFrame.Offset(bytes[at..]), _position + at);
        }
    }

    /// <summary>Continues the newest file, or begins the topic's first.</summary>
    private void Open(long nextOffset)
    {
        if (files.Segments is [.., { IsClosed: false } newest])
        {
            _file = File.OpenHandle(newest.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            _segment = newest;
            _position = newest.Bytes;
            return;
        }

        Begin(nextOffset);
    }

    private void Roll()
    {
        Sync();
        Begin(_written);
    }

    private void Begin(long baseOffset)
    {
        var path = Path.Combine(files.Folder, SegmentHeader.FileName(baseOffset));
        var file = disk.Create(path);
        try
        {
            SegmentHeader.Write(_header, Topic, baseOffset, time.GetUtcNow().ToUnixTimeMilliseconds());
            disk.Write(file, _header, 0);
            disk.Sync(file);
            disk.SyncFolder(files.Folder);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        _file = file;
        _segment = new Segment(path, baseOffset, SegmentHeader.Size);
        _position = SegmentHeader.Size;
        files.Add(_segment);
    }
}
