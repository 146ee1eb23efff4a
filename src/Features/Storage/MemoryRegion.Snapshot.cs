using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed unsafe partial class MemoryRegion
{
    /// <summary>Copies chunks with their numbers: what points into them keeps its meaning.</summary>
    public void CopyTo(SnapshotBuffer buffer, List<int> chunks)
    {
        buffer.Add(chunks.Count);
        foreach (var chunk in chunks)
        {
            buffer.Add(chunk);
            buffer.Add(new ReadOnlySpan<byte>(At(chunk), ChunkBytes));
        }
    }

    /// <summary>Takes the same chunks again, in a region of which nothing but indexes has been handed out.</summary>
    public void Restore(ref SnapshotSection section, List<int> chunks)
    {
        var count = section.ReadCount(ChunkBytes);
        for (var i = 0; i < count; i++)
        {
            var chunk = section.Read<int>();
            var number = chunk / ChunkLines;
            _fixed = _fixed == 0 ? _next : _fixed;
            if (chunk % ChunkLines != 0 || number <= _fixed || number >= _chunks || !_restored.Add(chunk))
                throw section.Failure($"puts memory at line {chunk}, where it cannot be");
            section.ReadInto(new Span<byte>(At(chunk), ChunkBytes));
            chunks.Add(chunk);
            _next = Math.Max(_next, number);
        }
    }

    /// <summary>The number of the last chunk that was there before the first was restored.</summary>
    private long _fixed;

    private readonly HashSet<int> _restored = [];
}
