namespace SecurityDecisioning.Streams.Local;

/// <summary>One file of a topic as readers and retention see it.</summary>
internal sealed class Segment(string path, long baseOffset, long bytes)
{
    private long _bytes = bytes;

    public string Path { get; } = path;

    public long BaseOffset { get; } = baseOffset;

    /// <summary>What is wrong with the file as a whole, so that nothing in it is read; null where nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>Nothing may be added: what it ends in is damaged.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Where the log goes on behind a closed file that was its newest; 0 for any other.</summary>
    public long ResumeAt { get; set; }

    /// <summary>Of a compacted file, the offset behind the last it stands for; null for any other.</summary>
    public long? CoveredEnd { get; init; }

    public SegmentIndex Index { get; } = new(baseOffset);

    /// <summary>How much of the file is on disk; readers go no further.</summary>
    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }
}
