using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed unsafe partial class RecordTable
{
    public void CopyTo(SnapshotBuffer buffer)
    {
        buffer.Add(Count);
        buffer.Add(_free);
        buffer.Add(_next);
        buffer.Add(_left);
        region.CopyTo(buffer, _chunks);
    }

    public void Restore(ref SnapshotSection section)
    {
        Count = section.Read<int>();
        _free = section.Read<int>();
        _next = section.Read<int>();
        _left = section.Read<int>();
        region.Restore(ref section, _chunks);
        KnowChunks(isNeeded: true);
        var last = _chunks.Count > 0 ? _chunks[^1] : 0;
        if (Count < 0 || Count > capacity || _left < 0 || _left > PerChunk || !IsRecordOrNone(_free)
            || (_left > 0 && _next != last + ((PerChunk - _left) * LinesEach)))
        {
            throw section.Failure($"claims {Count} records where {capacity} fit");
        }
    }

    /// <summary>Whether a number out of a file is 0 or a record's.</summary>
    public bool IsRecordOrNone(int record)
    {
        if (record == 0) return true;
        var chunk = record - (record % MemoryRegion.ChunkLines);
        return record > 0 && _known.Contains(chunk) && (record - chunk) % LinesEach == 0 && (record - chunk) / LinesEach < PerChunk;
    }

    /// <summary>Remembers the chunks for <see cref="IsRecordOrNone"/> while a file is read; forgets them again.</summary>
    public void KnowChunks(bool isNeeded)
    {
        _known.Clear();
        if (isNeeded) _known.UnionWith(_chunks);
        else _known.TrimExcess();
    }

    private readonly HashSet<int> _known = [];
}
