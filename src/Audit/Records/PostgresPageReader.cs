using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>Pages of entity runs for a merge, several at a time: a page of 500 entries is not worth a round trip.</summary>
internal sealed class PostgresPageReader(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const int PagesAtFirst = 8;
    private const int PagesAtOnce = 32;

    private readonly Dictionary<long, Ahead> _runs = [];

    /// <summary>Reads the first pages that a merge of <paramref name="inputs"/> will want.</summary>
    public async Task LoadAsync(IReadOnlyList<EntityRun> inputs)
    {
        var pages = await connection.QueryAsync<StoredPage>(
            """
            SELECT p.key AS Key, p.entries AS Entries
            FROM unnest(@least, @most) AS i (least, most)
            CROSS JOIN LATERAL (
                SELECT key, entries FROM decisions_entity_pages WHERE key BETWEEN i.least AND i.most ORDER BY key LIMIT @PagesAtFirst) p
            ORDER BY p.key
            """,
            new
            {
                least = inputs.Select(r => r.Cursor == 0 ? EntityPage.KeysOf(r.Number).Least : r.Cursor).ToArray(),
                most = inputs.Select(r => EntityPage.KeysOf(r.Number).Most).ToArray(),
                PagesAtFirst,
            },
            transaction);
        foreach (var input in inputs)
        {
            _runs[input.Number] = new Ahead();
        }

        foreach (var page in pages)
        {
            _runs[RunOf(page.Key)].Pages.Enqueue(page);
        }

        foreach (var run in _runs.Values)
        {
            run.IsLast = run.Pages.Count < PagesAtFirst;
        }
    }

    /// <inheritdoc cref="EntityPageReader"/>
    public int Read(long least, long most, Span<ulong> entries, out long key)
    {
        var run = _runs[RunOf(least)];
        while (run.Pages.TryPeek(out var behind) && behind.Key < least)
        {
            run.Pages.Dequeue();
        }

        if (run.Pages.Count == 0 && !run.IsLast)
        {
            Fetch(run, least, most);
        }

        if (!run.Pages.TryPeek(out var page))
        {
            key = 0;
            return 0;
        }

        key = page.Key;
        return EntityPage.Read(page.Entries, entries);
    }

    private static long RunOf(long key) => key >> 32;

    /// <summary>Not asynchronous: a merge asks in the middle of its loop, and it is nobody's request that waits.</summary>
    private void Fetch(Ahead run, long least, long most)
    {
        foreach (var page in connection.Query<StoredPage>(
            """
            SELECT key AS Key, entries AS Entries FROM decisions_entity_pages
            WHERE key BETWEEN @least AND @most ORDER BY key LIMIT @PagesAtOnce
            """,
            new { least, most, PagesAtOnce },
            transaction))
        {
            run.Pages.Enqueue(page);
        }

        run.IsLast = run.Pages.Count < PagesAtOnce;
    }

    private sealed class Ahead
    {
        public Queue<StoredPage> Pages { get; } = new();

        public bool IsLast { get; set; }
    }
}
