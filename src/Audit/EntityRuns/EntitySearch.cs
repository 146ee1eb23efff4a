using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Finds the newest decisions of an entity through the runs. Runs give candidates: a hash can be another entity's, and a row
/// can be gone; the store looks at the rows themselves. Rows are only nearly in the order of their ids; by how much is known
/// (<see cref="EntityRun.LagMs"/>), and that much further is looked before the answer counts as complete.
/// </summary>
internal sealed class EntitySearch
{
    private const int RowsAtOnce = 128;

    /// <summary>Live runs in the order of their rows, as of one moment with all the rest.</summary>
    public required IReadOnlyList<EntityRun> Runs { get; init; }

    /// <summary>The page with the largest key from the first number to the second, or null.</summary>
    public required Func<long, long, Task<StoredPage?>> LastPage { get; init; }

    /// <summary>The row that has the largest id below this one, or null.</summary>
    public required Func<EventId, Task<long?>> RowBefore { get; init; }

    /// <summary>The row that has the smallest id from this one on, or null.</summary>
    public required Func<EventId, Task<long?>> RowFrom { get; init; }

    /// <summary>Those of these rows that are there and match everything that was asked for.</summary>
    public required Func<IReadOnlyList<long>, Task<IEnumerable<DecisionSummary>>> Matching { get; init; }

    /// <summary>The oldest row that is there, or that runs know of.</summary>
    public required long OldestRow { get; init; }

    /// <summary>Up to <paramref name="limit"/> decisions with the hash, newest first.</summary>
    public async Task<IReadOnlyList<DecisionSummary>> NewestAsync(uint hash, EventId? before, EventId? after, int limit)
    {
        var lag = EntityRun.LagOf(Runs);
        var least = Math.Max(OldestRow, after is { } a ? await FirstRowOfAsync(a.UnixMilliseconds, lag) : 0);
        var most = before is { } b ? await LastRowOfAsync(b.UnixMilliseconds, lag) : long.MaxValue;
        var found = new List<DecisionSummary>();
        var rows = new List<long>(RowsAtOnce);
        var full = false;
        await foreach (var row in CandidatesAsync(hash, least, most))
        {
            if (row < least)
            {
                break;
            }

            rows.Add(row);
            if (rows.Count == RowsAtOnce)
            {
                await TakeAsync(rows, found, limit);
                if (!full && found.Count == limit)
                {
                    // Nothing before this row can be newer than what has been found.
                    full = true;
                    least = Math.Max(least, await FirstRowOfAsync(found[^1].Id.UnixMilliseconds, lag));
                }
            }
        }

        await TakeAsync(rows, found, limit);
        return found;
    }

    /// <summary>Rows that runs have for the hash, newest row first.</summary>
    private async IAsyncEnumerable<long> CandidatesAsync(uint hash, long least, long most)
    {
        var entries = new ulong[EntityPage.MostEntries];
        for (var i = Runs.Count - 1; i >= 0; i--)
        {
            var run = Runs[i];
            if (run.FirstRow > most || run.LastRow < least)
            {
                continue;
            }

            var first = EntityPage.Entry(hash, (uint)(Math.Max(run.FirstRow, least) - run.FirstRow));
            var last = EntityPage.Entry(hash, (uint)(Math.Min(run.LastRow, most) - run.FirstRow));
            var leastKey = EntityPage.KeysOf(run.Number).Least;
            var key = EntityPage.LastKeyFor(run.Number, hash);
            while (await LastPage(leastKey, key) is { } page)
            {
                var count = EntityPage.Read(page.Entries, entries);
                for (var at = UpTo(entries.AsSpan(0, count), last) - 1; at >= 0 && entries[at] >= first; at--)
                {
                    yield return run.FirstRow + EntityPage.RowOf(entries[at]);
                }

                if (count == 0 || entries[0] <= first)
                {
                    break;
                }

                key = page.Key - 1;
            }
        }
    }

    /// <summary>How many of the sorted <paramref name="entries"/> are <paramref name="last"/> or less.</summary>
    private static int UpTo(ReadOnlySpan<ulong> entries, ulong last)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = entries[middle] <= last ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private async Task TakeAsync(List<long> rows, List<DecisionSummary> found, int limit)
    {
        if (rows.Count == 0)
        {
            return;
        }

        found.AddRange(await Matching(rows));
        rows.Clear();
        found.Sort(static (a, b) => b.Id.CompareTo(a.Id));
        if (found.Count > limit)
        {
            found.RemoveRange(limit, found.Count - limit);
        }
    }

    /// <summary>A row before which no id is of <paramref name="ms"/> or later.</summary>
    private async Task<long> FirstRowOfAsync(long ms, long lag) => ms > lag ? await RowBefore(IdAt(ms - lag)) ?? 0 : 0;

    /// <summary>A row after which no id is of <paramref name="ms"/> or earlier.</summary>
    private async Task<long> LastRowOfAsync(long ms, long lag)
    {
        const long LastMs = (1L << 48) - 1;
        return lag < LastMs - ms && await RowFrom(IdAt(ms + lag + 1)) is { } row && row >= OldestRow ? row : long.MaxValue;
    }

    private static EventId IdAt(long ms) => new((ulong)ms << 16, 0);
}
