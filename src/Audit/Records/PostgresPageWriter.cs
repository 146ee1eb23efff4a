using Dapper;
using Npgsql;

namespace SecurityDecisioning.Audit.Records;

/// <summary>Pages of entity runs on their way into PostgreSQL: gathered, then sent in one statement.</summary>
internal sealed class PostgresPageWriter
{
    /// <summary>Stores <see cref="Keys"/> and <see cref="Pages"/>, as parameters of these names.</summary>
    public const string Insert = "INSERT INTO decisions_entity_pages (key, entries) SELECT * FROM unnest(@keys, @pages)";

    private readonly List<long> _keys = [];
    private readonly List<byte[]> _pages = [];

    public long[] Keys => [.. _keys];

    public byte[][] Pages => [.. _pages];

    public void Add(long key, ReadOnlySpan<byte> page)
    {
        _keys.Add(key);
        _pages.Add(page.ToArray());
    }

    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        if (_keys.Count > 0)
        {
            await connection.ExecuteAsync(Insert, new { keys = Keys, pages = Pages }, transaction);
        }
    }
}
