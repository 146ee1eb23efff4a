using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// The last page of each run that can have a hash, for a search that goes through the runs newest first: those of several runs
/// come together, as a page is not worth a round trip.
/// </summary>
internal sealed class PostgresLastPages(
    NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<EntityRun> runs, uint hash)
{
    private const int RunsAtOnce = 16;

    private readonly Dictionary<long, StoredPage?> _ahead = [];

    /// <inheritdoc cref="EntitySearch.LastPage"/>
    public async Task<StoredPage?> ReadAsync(long least, long most)
    {
        if (_ahead.Remove(most, out var page))
        {
            return page;
        }

        var last = runs.Count - 1;
        while (last >= 0 && most != EntityPage.LastKeyFor(runs[last].Number, hash))
        {
            last--;
        }

        if (last < 0)
        {
            // A page before one that was read already.
            return (await PagesAsync([least], [most])).GetValueOrDefault(most);
        }

        var wanted = runs.Skip(Math.Max(0, last + 1 - RunsAtOnce)).Take(Math.Min(RunsAtOnce, last + 1)).ToList();
        var pages = await PagesAsync(
            wanted.ConvertAll(r => EntityPage.KeysOf(r.Number).Least), wanted.ConvertAll(r => EntityPage.LastKeyFor(r.Number, hash)));
        foreach (var run in wanted)
        {
            var key = EntityPage.LastKeyFor(run.Number, hash);
            _ahead[key] = pages.GetValueOrDefault(key);
        }

        _ahead.Remove(most, out page);
        return page;
    }

    private async Task<Dictionary<long, StoredPage>> PagesAsync(List<long> least, List<long> most)
    {
        var pages = await connection.QueryAsync<long, StoredPage, (long Most, StoredPage Page)>(
            """
            SELECT i.most AS Most, p.key AS Key, p.entries AS Entries
            FROM unnest(@least, @most) AS i (least, most)
            CROSS JOIN LATERAL (
                SELECT key, entries FROM decisions_entity_pages WHERE key BETWEEN i.least AND i.most ORDER BY key DESC LIMIT 1) p
            """,
            (key, page) => (key, page),
            new { least = least.ToArray(), most = most.ToArray() },
            transaction,
            splitOn: "Key");
        return pages.ToDictionary(p => p.Most, p => p.Page);
    }
}
