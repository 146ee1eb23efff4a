namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Where some records of a segment stand, at least <see cref="Stride"/> bytes apart, so that a seek reads little. The writer
/// notes what it writes; in a segment from before the start, readers note what they pass.
/// </summary>
internal sealed class SegmentIndex(long baseOffset)
{
    public const int Stride = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly List<(long Offset, long Position)> _entries = [(baseOffset, SegmentHeader.Size)];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    public void Note(long offset, long position)
    {
        lock (_gate)
        {
            if (position >= _entries[^1].Position + Stride)
            {
                _entries.Add((offset, position));
            }
        }
    }

    /// <summary>The nearest known record at or before <paramref name="offset"/>.</summary>
    public (long Offset, long Position) Floor(long offset)
    {
        lock (_gate)
        {
            var (low, high) = (0, _entries.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = _entries[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
            }

            return _entries[low];
        }
    }
}
