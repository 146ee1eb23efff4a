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

        segments.Sort(static (a, b) => a.BaseOffset.CompareTo(b.BaseOffset));
        var (end, cut) = (0L, 0L);
        if (segments is [.., var begun] && begun.Bytes <= SegmentHeader.Size && HeaderFault(begun, topic) is not null)
        {
            // The process ended while it began this file: nothing was ever in it.
            File.Delete(begun.Path);
            Log.TornTailCut(logger, begun.Path, begun.Bytes, 0);
            (end, cut) = (begun.BaseOffset, begun.Bytes);
            segments.RemoveAt(segments.Count - 1);
        }

        for (var i = 0; i < segments.Count; i++)
        {
            if (HeaderFault(segments[i], topic) is { } fault)
            {
                segments[i] = damaged
                    ? new Segment(segments[i].Path, segments[i].BaseOffset, segments[i].Bytes) { Fault = fault, IsClosed = true }
                    : throw new LogCorruptException(segments[i].Path, 0, fault);
            }
        }

        if (segments is [.., { Fault: null } newest])
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

        if (segments is [.., { IsClosed: true } last])
        {
            // How many records are behind the damage nobody knows, only how many there can be: none of their offsets is used again.
            last.ResumeAt = end = last.BaseOffset + last.Bytes / RecordFrame.HeaderSize + 1;
        }

        return new TopicFiles(topic, folder, [.. segments], end, cut);
    }

    private static string? HeaderFault(Segment segment, Topic topic)
    {
        using var file = File.OpenHandle(segment.Path);
        Span<byte> header = stackalloc byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file, header, 0);
        return SegmentHeader.Check(header[..read], topic, segment.BaseOffset);
    }

    private static (long End, long Cut) CutTornTail(Segment segment, ILogger logger)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite);
        var (goodBytes, next) = SegmentScan.Run(file, segment);
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
