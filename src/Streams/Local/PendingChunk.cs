namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// A piece of the append buffer: whole frames, back to back. Producers add at the end under the buffer's lock; what lies
/// before <see cref="Length"/> never changes, so the writer reads it without.
/// </summary>
internal sealed class PendingChunk(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    public int Capacity => Bytes.Length;

    /// <summary>Guarded by the buffer's lock.</summary>
    public int Length { get; set; }

    /// <summary>How much is in the file; the writer's alone.</summary>
    public int Written { get; set; }

    /// <summary>How much is known to be on disk; the writer's alone.</summary>
    public int Synced { get; set; }

    public int Free => Capacity - Length;

    public void Reset() => Length = Written = Synced = 0;
}
