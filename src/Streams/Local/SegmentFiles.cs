namespace SecurityDecisioning.Streams.Local;

/// <summary>Which of the files in a topic's folder count.</summary>
internal static class SegmentFiles
{
    /// <summary>The files that count in a topic's folder, by first offset; none where there is no folder.</summary>
    public static List<Segment> Find(string folder)
    {
        var segments = new List<Segment>();
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*" + SegmentHeader.Extension))
            {
                if (SegmentHeader.TryParseFileName(path, out var baseOffset))
                {
                    segments.Add(new Segment(path, baseOffset, new FileInfo(path).Length));
                }
            }
        }

        return Newest(segments).Kept;
    }

    /// <summary>
    /// By first offset, of each the one written last. A crash in compaction can leave the one before it too, which has nothing
    /// that the newer one lacks and is still needed.
    /// </summary>
    public static (List<Segment> Kept, List<Segment> Replaced) Newest(IEnumerable<Segment> found)
    {
        var (kept, replaced) = (new List<Segment>(), new List<Segment>());
        foreach (var same in found.GroupBy(static s => s.BaseOffset).OrderBy(static g => g.Key))
        {
            var generations = same.OrderByDescending(static s => Generation(s.Path)).ToList();
            kept.Add(generations[0]);
            replaced.AddRange(generations.Skip(1));
        }

        return (kept, replaced);
    }

    private static int Generation(string path) =>
        SegmentHeader.TryParseFileName(path, out _, out var generation) ? generation : 0;
}
