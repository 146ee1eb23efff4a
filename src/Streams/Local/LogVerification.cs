namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Checks every record of a log from outside: checksums, offsets without gaps, headers. Changes nothing and takes no lock, so
/// it may run beside the process that writes.
/// </summary>
public static class LogVerification
{
    /// <summary>One verdict per segment, topic by topic, oldest first.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IEnumerable<SegmentVerdict> Verify(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no log in {folder}");
        }

        foreach (var topic in Topics.All)
        {
            var segments = SegmentFiles.Find(Path.Combine(folder, Topics.NameOf(topic)));
            for (var i = 0; i < segments.Count; i++)
            {
                var followedBy = i + 1 < segments.Count ? segments[i + 1].BaseOffset : (long?)null;
                if (Look(segments[i], topic, followedBy) is { } verdict)
                {
                    yield return verdict;
                }
            }
        }
    }

    /// <summary>Null where retention removed the file meanwhile.</summary>
    private static SegmentVerdict? Look(Segment segment, Topic topic, long? followedBy)
    {
        try
        {
            using var file = File.OpenHandle(segment.Path, share: FileShare.ReadWrite | FileShare.Delete);
            var bytes = RandomAccess.GetLength(file);
            Span<byte> header = stackalloc byte[SegmentHeader.Size];
            var read = RandomAccess.Read(file, header, 0);
            if (followedBy is null && bytes <= SegmentHeader.Size && read < SegmentHeader.Size)
            {
                // Just begun: nothing is in it yet.
                return new SegmentVerdict(topic, segment.Path, segment.BaseOffset, 0, bytes, bytes, null);
            }

            if (SegmentHeader.Check(header[..read], topic, segment.BaseOffset) is { } fault)
            {
                return new SegmentVerdict(topic, segment.Path, segment.BaseOffset, 0, bytes, 0, fault);
            }

            var compacted = SegmentHeader.CoveredEnd(header, segment.BaseOffset);
            var whole = new Segment(segment.Path, segment.BaseOffset, bytes) { CoveredEnd = compacted };
            var (good, next, records) = SegmentScan.Run(file, whole);
            next = compacted ?? next;
            return new SegmentVerdict(
                topic,
                segment.Path,
                segment.BaseOffset,
                records,
                bytes,
                followedBy is null ? Math.Max(0, bytes - good) : 0,
                followedBy is { } expected && next != expected
                    ? $"records {next} to {expected - 1} are missing at its end: the next segment begins with {expected}"
                    : null);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (LogCorruptException damage)
        {
            return new SegmentVerdict(topic, segment.Path, segment.BaseOffset, 0, new FileInfo(segment.Path).Length, 0, damage.Message);
        }
    }
}
