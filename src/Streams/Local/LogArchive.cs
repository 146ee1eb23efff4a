namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// A log's topic read from outside, as it stands when it is opened: takes no lock, changes nothing, and may run beside the
/// process that writes. What that process is just writing at the end is left out.
/// </summary>
public sealed class LogArchive
{
    private readonly TopicFiles _files;

    private LogArchive(TopicFiles files) => _files = files;

    /// <summary>Bytes of the files from <paramref name="fromOffset"/> on, so that a reader can tell how far it is.</summary>
    public long BytesFrom(long fromOffset = 0) => _files.Segments.Where(s => s.BaseOffset >= fromOffset).Sum(s => s.Bytes);

    /// <param name="folder">The log's folder, <c>log</c> in a gateway's data folder.</param>
    /// <param name="topic">Which topic of it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogArchive Open(string folder, Topic topic)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no log in {folder}");
        }

        var own = Path.Combine(folder, Topics.NameOf(topic));
        var segments = SegmentFiles.Find(own);
        if (segments is [.., { Bytes: <= SegmentHeader.Size } begun] && HeaderOf(begun, topic).Fault is not null)
        {
            segments.RemoveAt(segments.Count - 1);
        }

        var opened = segments.Select((s, i) => Look(s, topic, isNewest: i == segments.Count - 1)).ToArray();
        var end = opened is [.., var last] ? Math.Max(last.ResumeAt, last.BaseOffset) : 0;
        return new LogArchive(new TopicFiles(topic, own, opened, end, 0));
    }

    /// <summary>Offset that the newest file begins with; 0 where there is none.</summary>
    public long NewestFile => _files.Segments is [.., var newest] ? newest.BaseOffset : 0;

    /// <summary>
    /// An offset from which on every record of <paramref name="timeMs"/> or later is read, where records come in the order of
    /// their times: the beginning of a file.
    /// </summary>
    public long FileBefore(long timeMs)
    {
        for (var i = _files.Segments.Count - 1; i > 0; i--)
        {
            if (FirstTimeMs(_files.Segments[i]) < timeMs)
            {
                return _files.Segments[i].BaseOffset;
            }
        }

        return 0;
    }

    /// <summary>
    /// Every record that reads, in order; its payload is valid until the next step. Damage is told to
    /// <paramref name="onDamage"/> and costs the rest of its file.
    /// </summary>
    /// <param name="onDamage">Told of each damaged place.</param>
    /// <param name="fromOffset">First offset.</param>
    /// <exception cref="FileNotFoundException">Retention removed a file meanwhile.</exception>
    public IEnumerable<LogRecord> Read(Action<LogCorruptException> onDamage, long fromOffset = 0)
    {
        var next = fromOffset;
        while (true)
        {
            using var reader = new TopicReader(_files, next);
            LogCorruptException? damage;
            while (TryRead(reader, out var record, out damage))
            {
                yield return record;
            }

            if (damage is null)
            {
                yield break;
            }

            onDamage(damage);
            if (damage.ResumeAt is not { } resumeAt || resumeAt <= reader.Next)
            {
                yield break;
            }

            next = resumeAt;
        }
    }

    /// <summary>Time of a file's first record; the end of time where that does not read, so that nobody begins there.</summary>
    private long FirstTimeMs(Segment segment)
    {
        using var reader = new TopicReader(_files, segment.BaseOffset);
        return TryRead(reader, out var record, out _) ? record.TimeMs : long.MaxValue;
    }

    private static bool TryRead(TopicReader reader, out LogRecord record, out LogCorruptException? damage)
    {
        damage = null;
        try
        {
            return reader.TryRead(out record);
        }
        catch (LogCorruptException found)
        {
            (record, damage) = (default, found);
            return false;
        }
    }

    private static Segment Look(Segment found, Topic topic, bool isNewest)
    {
        var (fault, coveredEnd) = HeaderOf(found, topic);
        if (fault is not null || coveredEnd is not null || !isNewest)
        {
            return new Segment(found.Path, found.BaseOffset, found.Bytes)
            {
                Fault = fault, CoveredEnd = coveredEnd, ResumeAt = isNewest ? coveredEnd ?? MostRecords(found) : 0,
            };
        }

        try
        {
            using var file = File.OpenHandle(found.Path, share: FileShare.ReadWrite | FileShare.Delete);
            var (goodBytes, end, _) = SegmentScan.Run(file, found);
            return new Segment(found.Path, found.BaseOffset, goodBytes) { ResumeAt = end };
        }
        catch (LogCorruptException)
        {
            // The reader meets the damage where it stands and says so.
            return new Segment(found.Path, found.BaseOffset, found.Bytes) { ResumeAt = MostRecords(found) };
        }
    }

    private static long MostRecords(Segment segment) => segment.BaseOffset + segment.Bytes / RecordFrame.HeaderSize + 1;

    private static (string? Fault, long? CoveredEnd) HeaderOf(Segment segment, Topic topic)
    {
        using var file = File.OpenHandle(segment.Path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file, header, 0);
        return SegmentHeader.Check(header[..read], topic, segment.BaseOffset) is { } fault
            ? (fault, null)
            : (null, SegmentHeader.CoveredEnd(header, segment.BaseOffset));
    }
}
