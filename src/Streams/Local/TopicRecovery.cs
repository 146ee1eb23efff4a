using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Local;

/// <summary>Opens a topic's folder as the last process left it, however that one ended.</summary>
internal static class TopicRecovery
{
    /// <summary>With <paramref name="damaged"/>, damaged files are left as they are instead of refused.</summary>
    public static TopicFiles Open(string folder, Topic topic, ILogger logger, bool damaged = false)
    {
        OwnFolder.Make(folder);
        var segments = new List<Segment>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + SegmentHeader.Extension))
        {
            if (SegmentHeader.TryParseFileName(path, out var baseOffset))
            {
                segments.Add(new Segment(path, baseOffset, new FileInfo(path).Length));
            }
        }

        foreach (var draft in Directory.EnumerateFiles(folder, "*" + SegmentHeader.Draft))
        {
            File.Delete(draft);
        }

        (segments, var replaced) = SegmentFiles.Newest(segments);
        foreach (var old in replaced)
        {
            File.Delete(old.Path);
        }

        var (end, cut) = (0L, 0L);
        if (segments is [.., var begun] && begun.Bytes <= SegmentHeader.Size && HeaderOf(begun, topic).Fault is not null)
        {
            // The process ended while it began this file: nothing was ever in it.
            File.Delete(begun.Path);
            Log.TornTailCut(logger, begun.Path, begun.Bytes, 0);
            (end, cut) = (begun.BaseOffset, begun.Bytes);
            segments.RemoveAt(segments.Count - 1);
        }

        for (var i = 0; i < segments.Count; i++)
        {
            var (problem, coveredEnd) = HeaderOf(segments[i], topic);
            if (coveredEnd is not null)
            {
                segments[i] = new Segment(segments[i].Path, segments[i].BaseOffset, segments[i].Bytes) { CoveredEnd = coveredEnd };
            }

            if (problem is { } fault)
            {
                segments[i] = damaged
                    ? new Segment(segments[i].Path, segments[i].BaseOffset, segments[i].Bytes) { Fault = fault, IsClosed = true }
                    : throw new LogCorruptException(segments[i].Path, 0, fault);
            }
        }

        if (segments is [.., { CoveredEnd: { } compactedEnd } compactedLast])
        {
            // What followed it is gone; nothing is added to a file that was rewritten.
            segments[^1] = new Segment(compactedLast.Path, compactedLast.BaseOffset, compactedLast.Bytes)
            {
                CoveredEnd = compactedEnd, IsClosed = true, ResumeAt = compactedEnd,
            };
            end = compactedEnd;
        }
        else if (segments is [.., { Fault: null } newest])
        {
            try
            {
                (end, var bytes) = CutTornTail(newest, logger);
                cut += bytes;
            }
            catch (LogCorruptException) when (damaged)
            {
                segments[^1] = new Segment(newest.Path, newest.BaseOffset, newest.Bytes) { IsClosed = true };
            }
        }

        if (segments is [.., { IsClosed: true, CoveredEnd: null } last])
        {
            // How many records are behind the damage nobody knows, only how many there can be: none of their offsets is used again.
            last.ResumeAt = end = last.BaseOffset + last.Bytes / RecordFrame.HeaderSize + 1;
        }

        return new TopicFiles(topic, folder, [.. segments], end, cut);
    }

    private static (string? Fault, long? CoveredEnd) HeaderOf(Segment segment, Topic topic)
    {
        using var file = File.OpenHandle(segment.Path);
        Span<byte> header = stackalloc byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file, header, 0);
        return SegmentHeader.Check(header[..read], topic, segment.BaseOffset) is { } fault
            ? (fault, null)
            : (null, SegmentHeader.CoveredEnd(header, segment.BaseOffset));
    }

    private static (long End, long Cut) CutTornTail(Segment segment, ILogger logger)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite);
        var (goodBytes, next, _) = SegmentScan.Run(file, segment);
        var cut = RandomAccess.GetLength(file) - goodBytes;
        if (cut > 0)
        {
            RandomAccess.SetLength(file, goodBytes);
            Log.TornTailCut(logger, segment.Path, cut, goodBytes);
        }

        // A killed process leaves its last writes in the system's cache: from here on they count as durable, so make them so.
        RandomAccess.FlushToDisk(file);
        segment.Bytes = goodBytes;
        return (next, cut);
    }
}
