using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>Reads decision records the way pages ask for them.</summary>
internal sealed class DecisionReader(IDecisionRecords records, Func<ReadOnlyMemory<byte>, Decision> decode)
{
    /// <summary>Decisions that pass <paramref name="filter"/>, older than one cursor and newer than the other, where given.</summary>
    public async Task<DecisionPage> QueryAsync(
        DecisionFilter filter, EventId? before, EventId? after, int limit, CancellationToken cancel)
    {
        var found = await records.QueryAsync(filter.ToRecords() with { Before = before, After = after, Limit = limit + 1 }, cancel);
        var lines = new List<DecisionLine>(Math.Min(limit, found.Count));
        foreach (var summary in found.Take(limit))
        {
            lines.Add(new DecisionLine(summary, await ReasonAsync(summary, cancel)));
        }

        return new DecisionPage(lines, found.Count > limit);
    }

    /// <summary>Newest decisions since <paramref name="after"/> that acted, or in shadow would have acted otherwise.</summary>
    public async Task<IReadOnlyList<DecisionSummary>> NotableAsync(EventId after, CancellationToken cancel)
    {
        var query = new DecisionQuery { After = after, Limit = DecisionQuery.MaxLimit };
        var acted = await records.QueryAsync(query with { Acted = true }, cancel);
        var shadow = await records.QueryAsync(query with { ShadowDiffers = true }, cancel);
        return [.. acted.UnionBy(shadow, s => s.Id).OrderByDescending(s => s.Id)];
    }

    public async Task<Decision?> FindAsync(EventId id, CancellationToken cancel) =>
        await records.FindAsync(id, cancel) is { } record ? decode(record.Encoded) : null;

    /// <summary>One entry per bucket, empty buckets included.</summary>
    public async Task<IReadOnlyList<ActionCounts>> CountAsync(long fromMs, long toMs, long bucketMs, CancellationToken cancel)
    {
        var counts = Enumerable.Range(0, (int)((toMs - fromMs + bucketMs - 1) / bucketMs))
            .Select(i => new ActionCounts(fromMs + (i * bucketMs), 0, 0, 0, 0, 0)).ToArray();
        foreach (var (at, action, count) in await records.CountByActionAsync(fromMs, toMs, bucketMs, cancel))
        {
            ref var bucket = ref counts[(at - fromMs) / bucketMs];
            bucket = bucket.With(action, count);
        }

        foreach (var (at, count) in await records.CountShadowDiffersAsync(fromMs, toMs, bucketMs, cancel))
        {
            ref var bucket = ref counts[(at - fromMs) / bucketMs];
            bucket = bucket with { WouldHaveActed = count };
        }

        return counts;
    }

    // Most decisions have nothing to tell; only the others are worth reading the whole record for.
    private async Task<string> ReasonAsync(DecisionSummary summary, CancellationToken cancel)
    {
        var quiet = summary is { Action: ActionKind.Allow, ShadowAction: ActionKind.Allow, Threat: Threat.None, Flags: DecisionFlags.None };
        var whole = quiet ? null : await FindAsync(summary.Id, cancel);
        return whole is null ? DecisionWords.NothingSeen : DecisionWords.Reason(whole);
    }
}
