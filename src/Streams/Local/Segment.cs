namespace SecurityDecisioning.Streams.Local;

/// <summary>One file of a topic as readers and retention see it.</summary>
internal sealed class Segment(string path, long baseOffset, long bytes)
{
    private long _bytes = bytes;

    public string Path { get; } = path;

    public long BaseOffset { get; } = baseOffset;

    public SegmentIndex Index { get; } = new(baseOffset);

    /// <summary>How much of the file is on disk; readers go no further.</summary>
    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }
}
