using Dapper;
using Npgsql;

namespace SecurityDecisioning.Audit.Records;

/// <summary>Pages of entity runs on their way into PostgreSQL: gathered, then sent in one statement.</summary>
internal sealed class PostgresPageWriter
{
    private readonly List<long> _keys = [];
    private readonly List<byte[]> _pages = [];

    public void Add(long key, ReadOnlySpan<byte> page)
    {
        _keys.Add(key);
        _pages.Add(page.ToArray());
    }

    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        if (_keys.Count > 0)
        {
            await connection.ExecuteAsync(
                "INSERT INTO decisions_entity_pages (key, entries) SELECT * FROM unnest(@keys, @pages)",
                new { keys = _keys.ToArray(), pages = _pages.ToArray() },
                transaction);
        }
    }
}
