using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Writes closed files of compacted topics anew without the records that a later one of their key has replaced. The new file
/// has a name of its own and is whole and synced before it takes the old one's place, so a crash leaves one or both, and a
/// reader in the old one reads it to its end. The newest file is never touched.
/// </summary>
internal sealed class SegmentCompaction(
    IReadOnlyList<TopicFiles> topics, ILogger logger, Func<Topic, long>? keptFrom = null, int mostKeys = SegmentCompaction.MostKeys)
{
    /// <summary>Keys held in memory at a time (about 50 MB); more files than have so many are left for the next time.</summary>
    public const int MostKeys = 1_000_000;

    private const int Block = 256 * 1024;

    /// <summary>Rewriting pays once half of what would be read is new.</summary>
    private const double LeastNew = 0.5;

    public void Apply(CancellationToken cancellationToken = default)
    {
        foreach (var topic in topics.Where(static t => Topics.IsCompacted(t.Topic)))
        {
            try
            {
                Apply(topic, cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or LogCorruptException)
            {
                Log.CompactionFailed(logger, Topics.NameOf(topic.Topic), failure);
            }
        }
    }

    private void Apply(TopicFiles files, CancellationToken cancellationToken)
    {
        var closed = Closed(files);
        var fresh = closed.Where(static s => s.CoveredEnd is null).ToList();
        if (fresh.Count == 0 || fresh.Sum(static s => s.Bytes) < LeastNew * closed.Sum(static s => s.Bytes))
        {
            return;
        }

        var newest = new Dictionary<UInt128, long>();
        var last = 0L;
        foreach (var segment in fresh)
        {
            if (newest.Count >= mostKeys)
            {
                break;
            }

            foreach (var record in Read(files, segment))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (KeyOf(files.Topic, record) is { } key)
                {
                    newest[key] = record.Offset;
                }
            }

            last = segment.BaseOffset;
        }

        foreach (var segment in closed.TakeWhile(s => s.BaseOffset <= last))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Rewrite(files, segment, newest, cancellationToken);
        }
    }

    /// <summary>All but the newest, up to the first that is damaged or that somebody still needs whole.</summary>
    private List<Segment> Closed(TopicFiles files)
    {
        var segments = files.Segments;
        var closed = new List<Segment>();
        for (var i = 0; i + 1 < segments.Count; i++)
        {
            if (segments[i].IsClosed || (keptFrom is not null && segments[i + 1].BaseOffset > keptFrom(files.Topic)))
            {
                break;
            }

            closed.Add(segments[i]);
        }

        return closed;
    }

    private void Rewrite(TopicFiles files, Segment segment, Dictionary<UInt128, long> newest, CancellationToken cancellationToken)
    {
        bool IsReplaced(LogRecord record) =>
            KeyOf(files.Topic, record) is { } key && newest.TryGetValue(key, out var offset) && offset > record.Offset;

        if (segment.CoveredEnd is not null && !Read(files, segment).Any(IsReplaced))
        {
            return;
        }

        var end = segment.CoveredEnd ?? files.After(segment)!.BaseOffset;
        var path = SegmentHeader.NextGeneration(segment.Path);
        var draft = path + SegmentHeader.Draft;
        long length;
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.Write))
        {
            length = Write(file, files.Topic, segment, end, Read(files, segment).Where(r => !IsReplaced(r)), cancellationToken);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, path);
        FolderSync.Sync(files.Folder);
        if (files.Replace(segment, new Segment(path, segment.BaseOffset, length) { CoveredEnd = end }))
        {
            File.Delete(segment.Path);
            Log.SegmentCompacted(logger, segment.Path, segment.Bytes, length);
        }
        else
        {
            // Retention took the file meanwhile.
            File.Delete(path);
        }
    }

    private static long Write(
        SafeFileHandle file, Topic topic, Segment segment, long end, IEnumerable<LogRecord> records, CancellationToken cancellationToken)
    {
        var buffer = new byte[Block];
        SegmentHeader.WriteCompacted(buffer, topic, segment.BaseOffset, end, SegmentHeader.CreatedMs(segment.Path));
        var (position, filled) = (0L, SegmentHeader.Size);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = RecordFrame.SizeOf(record.Payload.Length);
            if (size > buffer.Length - filled)
            {
                RandomAccess.Write(file, buffer.AsSpan(0, filled), position);
                (position, filled) = (position + filled, 0);
                buffer = size > buffer.Length ? new byte[size] : buffer;
            }

            RecordFrame.Write(buffer.AsSpan(filled), record.Offset, record.TimeMs, record.Key, record.Payload.Span);
            filled += size;
        }

        RandomAccess.Write(file, buffer.AsSpan(0, filled), position);
        return position + filled;
    }

    private static IEnumerable<LogRecord> Read(TopicFiles files, Segment segment)
    {
        using var reader = new TopicReader(new TopicFiles(files.Topic, files.Folder, [segment], long.MaxValue, 0), segment.BaseOffset);
        while (reader.TryRead(out var record))
        {
            yield return record;
        }
    }

    /// <summary>
    /// What replaces what. Restrictions tell it themselves: a lift names the restriction that it ends, whatever key the record
    /// was given. Null where a record does not read: nothing replaces it.
    /// </summary>
    private static UInt128? KeyOf(Topic topic, LogRecord record)
    {
        if (topic != Topic.Restrictions)
        {
            return record.Key;
        }

        try
        {
            var (issued, lifted) = RestrictionCodec.Read(record.Payload.Span);
            return (issued?.Id ?? lifted?.Restriction) is { } id ? new UInt128(id.High, id.Low) : null;
        }
        catch (RecordFormatException)
        {
            return null;
        }
    }
}
