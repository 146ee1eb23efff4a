namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Sorts entries that stand in the order of their rows by hash. As the sort is stable, they are then in the order of hash and
/// row: four passes over the bytes of the hash, at a quarter of the price of comparing.
/// </summary>
internal static class EntrySort
{
    private const int HashShift = 32;
    private const int Values = 256;

    /// <param name="entries">Their rows never fall.</param>
    /// <param name="scratch">As long or longer; what is left in it means nothing.</param>
    public static void ByHash(Span<ulong> entries, Span<ulong> scratch)
    {
        Span<int> starts = stackalloc int[Values];
        var from = entries;
        var to = scratch[..entries.Length];
        for (var shift = HashShift; shift < HashShift + (4 * 8); shift += 8)
        {
            starts.Clear();
            foreach (var entry in from)
            {
                starts[(byte)(entry >> shift)]++;
            }

            var start = 0;
            foreach (ref var count in starts)
            {
                (count, start) = (start, start + count);
            }

            foreach (var entry in from)
            {
                to[starts[(byte)(entry >> shift)]++] = entry;
            }

            // An even number of passes: the last one leaves them where they were.
            var other = from;
            from = to;
            to = other;
        }
    }
}
