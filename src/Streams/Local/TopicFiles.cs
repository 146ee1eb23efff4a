namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// The files of one topic, oldest first, and how far they are durable. The writer and compaction replace the list, readers
/// take it as it is at the moment.
/// </summary>
internal sealed class TopicFiles(Topic topic, string folder, Segment[] segments, long end, long recoveredBytes)
{
    private readonly Lock _gate = new();
    private Segment[] _segments = segments;

    public Topic Topic { get; } = topic;

    public string Folder { get; } = folder;

    public DurabilityGate Gate { get; } = new(end);

    public long RecoveredBytes { get; } = recoveredBytes;

    public IReadOnlyList<Segment> Segments => Volatile.Read(ref _segments);

    /// <summary>First offset still kept.</summary>
    public long StartOffset => Segments is [var first, ..] ? first.BaseOffset : Gate.End;

    public long Bytes => Segments.Sum(s => s.Bytes);

    public void Add(Segment segment) => Change(segments => [.. segments, segment]);

    public void Remove(Segment segment) => Change(segments => [.. segments.Where(s => s != segment)]);

    /// <summary>Puts a compacted file in the place of the one it was made from; false where that is gone.</summary>
    public bool Replace(Segment old, Segment compacted)
    {
        var found = false;
        Change(segments =>
        {
            found = segments.Contains(old);
            return [.. segments.Select(s => s == old ? compacted : s)];
        });
        return found;
    }

    /// <summary>The segment that holds <paramref name="offset"/>; the first where older ones are gone, null where there is none.</summary>
    public Segment? Holding(long offset)
    {
        var segments = Segments;
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            if (segments[i].BaseOffset <= offset)
            {
                return segments[i];
            }
        }

        return segments.Count == 0 ? null : segments[0];
    }

    public Segment? After(Segment segment)
    {
        foreach (var candidate in Segments)
        {
            if (candidate.BaseOffset > segment.BaseOffset)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The writer adds and removes, compaction replaces: neither may undo the other.</summary>
    private void Change(Func<Segment[], Segment[]> change)
    {
        lock (_gate)
        {
            Volatile.Write(ref _segments, change(_segments));
        }
    }
}
