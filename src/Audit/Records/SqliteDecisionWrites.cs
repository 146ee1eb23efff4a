using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>What changes decision records in SQLite. Every method is part of the one write transaction there is at a time.</summary>
internal sealed class SqliteDecisionWrites
{
    /// <summary>Rows of an older database that become findable by entity at a time.</summary>
    private const int IndexBatch = 4_096;

    private readonly EntityRunBuilder _gathered = new();

    /// <summary>Takes a batch and the offset after it; returns how many records were new.</summary>
    public long Append(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<DecisionRecord> batch, long nextOffset)
    {
        var progress = Progress(connection, transaction);
        var row = progress.NextRow;
        _gathered.Begin(new EntityHash(progress.EntitySeed));
        using (var insert = new DecisionInsert(connection))
        {
            foreach (var record in batch)
            {
                if (insert.Run(row, record))
                {
                    var s = record.Summary;
                    _gathered.Add(row++, s.Id, new RowEntities(s.Ip, s.Account, s.Session, s.Device, s.ApiKey));
                }
            }
        }

        if (!_gathered.IsEmpty)
        {
            SqliteEntityRuns.Add(connection, transaction, _gathered);
        }

        connection.Execute(
            "UPDATE decisions_progress SET next_offset = @nextOffset, next_row = @row", new { nextOffset, row }, transaction);
        return row - progress.NextRow;
    }

    /// <summary>
    /// Makes the newest rows that are not yet findable by entity so: what an older release stored. Steps go backwards, a bounded
    /// number of rows each; searches look through the rest row by row until then.
    /// </summary>
    public void IndexOld(SqliteConnection connection, SqliteTransaction transaction)
    {
        var progress = Progress(connection, transaction);
        if (progress.UnindexedBelow == 0)
        {
            return;
        }

        var rows = connection.Query<DecisionRow>(
            """
            SELECT rowid AS RowNumber, id AS Id, ip AS Ip, account AS Account, session AS Session, device AS Device, api_key AS ApiKey
            FROM decisions WHERE rowid < @UnindexedBelow ORDER BY rowid DESC LIMIT @IndexBatch
            """,
            new { progress.UnindexedBelow, IndexBatch },
            transaction).AsList();
        _gathered.Begin(new EntityHash(progress.EntitySeed));
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            _gathered.Add(rows[i].RowNumber, EventId.FromBytes(rows[i].Id), rows[i].ToEntities());
        }

        if (!_gathered.IsEmpty)
        {
            SqliteEntityRuns.Add(connection, transaction, _gathered);
        }

        var below = rows.Count < IndexBatch ? 0 : rows[^1].RowNumber;
        connection.Execute("UPDATE decisions_progress SET unindexed_below = @below", new { below }, transaction);
    }

    /// <summary>Removes up to <paramref name="most"/> of the oldest decisions made before a time; returns how many.</summary>
    public static int DeleteBefore(SqliteConnection connection, SqliteTransaction transaction, long beforeMs, int most) =>
        connection.Execute(
            """
            DELETE FROM decisions WHERE rowid IN
                (SELECT rowid FROM decisions WHERE time_ms < @beforeMs ORDER BY time_ms LIMIT @most)
            """,
            new { beforeMs, most },
            transaction);

    private static DecisionProgress Progress(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.QuerySingle<DecisionProgress>(DecisionProgress.Select, transaction: transaction);
}
