using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Audit.Postgres;

/// <summary>
/// One PostgreSQL database, for several gateways at once. Nothing connects before it has to: the server may be away at the
/// start and at any time after it, and whoever needs it then gets an exception and tries again later.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Of the advisory lock that lets one gateway at a time change the schema; any fixed number of our own.</summary>
    private const long SchemaLock = 0x5344_7265_636F_7264;

    private const int MigrationSeconds = 3_600;

    /// <summary>
    /// Bounds of a writing transaction, as the beginning of its first command: it waits for others' locks for a bounded time, and
    /// the server ends it where this process stops in the middle, so that it never holds up other gateways for long.
    /// </summary>
    public const string Bounds = "SET LOCAL lock_timeout = '15s'; SET LOCAL idle_in_transaction_session_timeout = '30s';\n";

    private readonly NpgsqlDataSource _source;
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private readonly ILogger _logger;

    /// <param name="connectionString">As Npgsql takes it; bounds that it leaves open are set here.</param>
    /// <param name="logger">Where migrations are told.</param>
    /// <exception cref="ArgumentException">The string is not understood, or names no server.</exception>
    public PostgresDatabase(string connectionString, ILogger<PostgresDatabase>? logger = null)
    {
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        _source = NpgsqlDataSource.Create(PostgresConnectionString.Complete(connectionString));
    }

    /// <summary>
    /// Brings the tables of <paramref name="area"/> up to date, once per process; one gateway at a time, and all steps or none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A newer release has been at this database.</exception>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses.</exception>
    public async Task MigrateAsync(string area, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken = default)
    {
        await _migrating.WaitAsync(cancellationToken);
        try
        {
            if (!_ready.Contains(area))
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await MigrateAsync(connection, transaction, area, migrations, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                _ready.Add(area);
            }
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>A connection for reading, from the pool; dispose it to give it back.</summary>
    public ValueTask<NpgsqlConnection> ReadAsync(CancellationToken cancellationToken = default) =>
        _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs <paramref name="work"/> in a transaction within <see cref="Bounds"/>; an exception takes it all back.</summary>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken = default) =>
        WriteUnboundedAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(Bounds, transaction: transaction, cancellationToken: cancellationToken));
                return await work(connection, transaction);
            },
            cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>; the first command of <paramref name="work"/> must begin with <see cref="Bounds"/>.</summary>
    public async Task<T> WriteUnboundedAsync<T>(
        Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken = default)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>
    /// Runs <paramref name="delete"/> again and again, each time in a transaction of its own, until one deletes fewer than
    /// <paramref name="batch"/>; returns how many all of them deleted.
    /// </summary>
    public async Task<long> DeleteInBatchesAsync(
        int batch, Func<NpgsqlConnection, NpgsqlTransaction, Task<int>> delete, CancellationToken cancellationToken = default)
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

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _migrating.Dispose();
    }

    private async Task MigrateAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string area,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync("SET LOCAL lock_timeout = '15s'; SELECT pg_advisory_xact_lock(@SchemaLock)", new { SchemaLock });
        await ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS migrations (area text NOT NULL, number integer NOT NULL, PRIMARY KEY (area, number))");
        var current = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT coalesce(max(number), 0) FROM migrations WHERE area = @area",
            new { area },
            transaction,
            cancellationToken: cancellationToken));
        if (current > migrations.Count)
        {
            throw new InvalidOperationException(
                $"the tables of {area} in PostgreSQL are at version {current}, this release knows up to {migrations.Count}. "
                + "Start the newer release, or restore the database as it was before");
        }

        foreach (var migration in migrations.Skip(current))
        {
            await ExecuteAsync(migration.Sql);
            await ExecuteAsync("INSERT INTO migrations (area, number) VALUES (@area, @Number)", new { area, migration.Number });
            Log.Migrated(_logger, "PostgreSQL", area, migration.Number);
        }

        Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, transaction, MigrationSeconds, cancellationToken: cancellationToken));
    }
}
