using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Migrations;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SQLitePCL;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>
/// The yardstick: the same columns in a table with no index but the id, filled by a prepared statement, one transaction per
/// batch. Nothing can be found in it but by id.
/// </summary>
internal static class BareTable
{
    private const string Table = """
        CREATE TABLE bare (
            id BLOB NOT NULL UNIQUE, time_ms INTEGER NOT NULL, action INTEGER NOT NULL, shadow_action INTEGER NOT NULL,
            threat INTEGER NOT NULL, risk REAL NOT NULL, level INTEGER NOT NULL, flags INTEGER NOT NULL, operation INTEGER NOT NULL,
            method INTEGER NOT NULL, route TEXT NOT NULL, path TEXT NOT NULL, country TEXT NOT NULL, ip BLOB, account BLOB,
            session BLOB, device BLOB, api_key BLOB, policy TEXT NOT NULL, rule TEXT NOT NULL, reason_code TEXT NOT NULL,
            model_hash TEXT NOT NULL, policy_hash TEXT NOT NULL, record BLOB NOT NULL
        ) {strict};
        """;

    private const int Columns = 24;

    public static void Create(SqliteDatabase database) => database.Migrate("bare", [new Migration(1, Table)]);

    public static Task<int> AppendAsync(SqliteDatabase database, IReadOnlyList<DecisionRecord> batch) =>
        database.WriteAsync((connection, _) => Append(connection, batch));

    private static int Append(SqliteConnection connection, IReadOnlyList<DecisionRecord> batch)
    {
        var sql = $"INSERT INTO bare VALUES (?{string.Concat(Enumerable.Repeat(", ?", Columns - 1))})";
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        using (statement)
        {
            foreach (var record in batch)
            {
                Bind(statement, record);
                Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
                Check(raw.sqlite3_reset(statement));
            }
        }

        return batch.Count;
    }

    private static void Bind(sqlite3_stmt statement, DecisionRecord record)
    {
        var (s, next) = (record.Summary, 0);
        Wide(s.Id.High, s.Id.Low);
        Number(s.TimeMs);
        Number((long)s.Action);
        Number((long)s.ShadowAction);
        Number((long)s.Threat);
        Check(raw.sqlite3_bind_double(statement, ++next, s.Risk));
        Number((long)s.Level);
        Number((long)s.Flags);
        Number((long)s.Operation);
        Number((long)s.Method);
        Text(s.Route);
        Text(s.Path);
        Text(s.Country);
        Wide(s.Ip.High, s.Ip.Low);
        Wide(s.Account.High, s.Account.Low);
        Wide(s.Session.High, s.Session.Low);
        Wide(s.Device.High, s.Device.Low);
        Wide(s.ApiKey.High, s.ApiKey.Low);
        Text(s.Policy);
        Text(s.Rule);
        Text(s.ReasonCode);
        Text(s.ModelHash);
        Text(s.PolicySetHash);
        Check(raw.sqlite3_bind_blob(statement, ++next, record.Encoded.Span));

        void Number(long value) => Check(raw.sqlite3_bind_int64(statement, ++next, value));

        void Text(string value)
        {
            Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
            ReadOnlySpan<byte> text = bytes[..Encoding.UTF8.GetBytes(value, bytes)];
            Check(value.Length == 0 ? raw.sqlite3_bind_text(statement, ++next, "") : raw.sqlite3_bind_text(statement, ++next, text));
        }

        void Wide(ulong high, ulong low)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
            Check((high | low) == 0
                ? raw.sqlite3_bind_null(statement, ++next)
                : raw.sqlite3_bind_blob(statement, ++next, bytes));
        }
    }

    private static void Check(int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
        {
            throw new InvalidOperationException($"SQLite said {result}");
        }
    }
}
