using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityDecisioning.Audit.Sqlite;

/// <summary>
/// A prepared statement without the boxes and copies of ADO, for the few statements that run once per row. Parameters count
/// from 1 and keep their values from run to run. It belongs to the transaction that is open on the connection.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The statement is not understood.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    public void Bind(int parameter, double value) => Check(raw.sqlite3_bind_double(_statement, parameter, value));

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter));

    /// <summary>Binds a copy. No bytes are an empty value, not NULL.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0)
        : raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Binds a copy as UTF-8; what cannot be written as such becomes the replacement character.</summary>
    public void Bind(int parameter, string value)
    {
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, parameter, ""));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        ReadOnlySpan<byte> text = bytes[..Encoding.UTF8.GetBytes(value, bytes)];
        Check(raw.sqlite3_bind_text(_statement, parameter, text));
    }

    /// <summary>Runs a statement that gives no rows back; returns how many it changed.</summary>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Goes to the next row; false after the last one. <see cref="Reset"/> before the next run.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            raw.sqlite3_reset(_statement);
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return result == raw.SQLITE_ROW;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
