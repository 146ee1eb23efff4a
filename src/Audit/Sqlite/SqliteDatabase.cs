using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Audit.Sqlite;

/// <summary>
/// One SQLite file in WAL mode: one connection writes, a pool reads, neither waits for the other. Several stages may keep
/// their tables in one file, each with its own migrations.
/// </summary>
/// <remarks>
/// <c>synchronous=NORMAL</c>: a power cut may take back the newest transactions, whole. That is safe here because a projection
/// stores its log offset in the same transaction and applies what was taken back again.
/// </remarks>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private static readonly Version StrictFrom = new(3, 37);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SqliteConnection _writer;
    private readonly string _readString;
    private readonly ILogger _logger;

    private SqliteDatabase(string file, ILogger logger)
    {
        File = file;
        _logger = logger;
        SqliteVersion = SqliteLibrary.Version;
        _writer = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWriteCreate, pooling: false));
        _readString = ConnectionString(file, SqliteOpenMode.ReadWrite, pooling: true);
    }

    public string File { get; }

    public Version SqliteVersion { get; }

    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    public static SqliteDatabase Open(string file, ILogger<SqliteDatabase>? logger = null)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var database = new SqliteDatabase(file, (ILogger?)logger ?? NullLogger.Instance);
        try
        {
            OwnerOnly(file);
            database._writer.Open();

            // A new file has pages of 8 KB: half the writes of the default for rows of some 700 bytes, a sixth less processor time
            // (measured; 16 KB saves a little more and makes small commits larger). An older file keeps the size it has.
            database._writer.Execute(
                "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                + "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;"
                + "CREATE TABLE IF NOT EXISTS migrations (area TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (area, number));");
        }
        catch
        {
            database._writer.Dispose();
            throw;
        }

        Log.DatabaseOpened(database._logger, file, database.SqliteVersion.ToString());
        return database;
    }

    /// <summary>Brings the tables of <paramref name="area"/> up to date, each step in a transaction of its own.</summary>
    /// <exception cref="InvalidOperationException">A newer release has been at this file.</exception>
    public void Migrate(string area, IReadOnlyList<Migration> migrations)
    {
        _writing.Wait();
        try
        {
            var current = _writer.ExecuteScalar<int>(
                "SELECT coalesce(max(number), 0) FROM migrations WHERE area = @area", new { area });
            if (current > migrations.Count)
            {
                throw new InvalidOperationException(
                    $"{File}: the tables of {area} are at version {current}, this release knows up to {migrations.Count}. "
                    + "Start the newer release, or restore the file as it was before");
            }

            foreach (var migration in migrations.Skip(current))
            {
                using var transaction = _writer.BeginTransaction();
                _writer.Execute(
                    migration.Sql.Replace("{strict}", SqliteVersion >= StrictFrom ? "STRICT" : "", StringComparison.Ordinal),
                    transaction: transaction);
                _writer.Execute(
                    "INSERT INTO migrations (area, number) VALUES (@area, @Number)",
                    new { area, migration.Number },
                    transaction);
                transaction.Commit();
                Log.Migrated(_logger, File, area, migration.Number);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> in the one write transaction there is at a time; an exception takes it all back.</summary>
    public async Task<T> WriteAsync<T>(
        Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = _writer.BeginTransaction();
            var result = work(_writer, transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Runs <paramref name="delete"/> again and again, each time in a transaction of its own, until one deletes fewer than
    /// <paramref name="batch"/>; returns how many all of them deleted.
    /// </summary>
    public async Task<long> DeleteInBatchesAsync(
        int batch, Func<SqliteConnection, SqliteTransaction, int> delete, CancellationToken cancellationToken = default)
    {
        for (var total = 0L; ;)
        {
            var deleted = await WriteAsync(delete, cancellationToken);
            total += deleted;
            if (deleted < batch)
            {
                return total;
            }
        }
    }

    /// <summary>A connection for reading, from the pool; dispose it to give it back. It refuses to write.</summary>
    public SqliteConnection Read()
    {
        var connection = new SqliteConnection(_readString);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        SqliteConnection.ClearPool(new SqliteConnection(_readString));
        await _writer.DisposeAsync();
        _writing.Dispose();
    }

    private static string ConnectionString(string file, SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = pooling,
        DefaultTimeout = 30,
    }.ToString();

    /// <summary>
    /// Addresses and what people were refused are nobody else's on the machine. Done before SQLite opens the file, because the
    /// files that it keeps beside it take over its mode.
    /// </summary>
    private static void OwnerOnly(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var handle = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = Owner,
        });
        System.IO.File.SetUnixFileMode(handle.SafeFileHandle, Owner);
    }
}
