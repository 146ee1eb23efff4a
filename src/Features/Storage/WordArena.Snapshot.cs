using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed unsafe partial class WordArena
{
    private readonly List<int> _chunks = [];
    private readonly HashSet<int> _known = [];

    public void CopyTo(SnapshotBuffer buffer)
    {
        buffer.Add<int>(_free);
        buffer.Add<int>(_next);
        buffer.Add<int>(_left);
        region.CopyTo(buffer, _chunks);
    }

    public void Restore(ref SnapshotSection section)
    {
        section.ReadInto<int>(_free);
        section.ReadInto<int>(_next);
        section.ReadInto<int>(_left);
        region.Restore(ref section, _chunks);
        Bytes = (long)_chunks.Count * MemoryRegion.ChunkBytes;
        if (Bytes > maxBytes) throw section.Failure($"holds {Bytes} bytes where {maxBytes} fit");
        KnowChunks(isNeeded: true);
        for (var size = 0; size < _free.Length; size++)
        {
            // A free list that leads anywhere else would hand out somebody's memory.
            var steps = Bytes / MemoryRegion.LineBytes;
            for (var at = _free[size]; at != 0; at = (int)Block(at, size)[0])
            {
                if (steps-- <= 0 || !Holds(at, size)) throw section.Failure("has a broken list of free memory");
            }

            if (_left[size] > 0 && (!Holds(_next[size], size) || !Holds(_next[size] + ((_left[size] - 1) * LinesOf(size)), size)))
                throw section.Failure("has free memory where there is none");
        }
    }

    /// <summary>Whether a handle out of a file names memory that is there.</summary>
    public bool Holds(int handle, int size)
    {
        if (handle <= 0 || (uint)size >= (uint)BlockSizes.Words.Length) return false;
        var within = handle % MemoryRegion.ChunkLines;
        return _known.Contains(handle - within) && within + LinesOf(size) <= MemoryRegion.ChunkLines;
    }

    /// <summary>Remembers the chunks for <see cref="Holds"/> while a file is read; forgets them again.</summary>
    public void KnowChunks(bool isNeeded)
    {
        _known.Clear();
        if (isNeeded) _known.UnionWith(_chunks);
        else _known.TrimExcess();
    }
}
