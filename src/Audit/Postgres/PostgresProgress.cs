using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Audit.Postgres;

/// <summary>
/// How far one source of one topic has been taken in, by one projector at a time. Each gateway's log is a source; where two
/// processes take in the same one, the later claim wins and the earlier one's transactions fail from then on, so nothing is
/// taken in twice whatever the two believe.
/// </summary>
public sealed class PostgresProgress(PostgresDatabase database, string topic, string source)
{
    private const string Area = "progress";

    /// <summary>How long the other one must have been silent before a projector that was overtaken claims again.</summary>
    private const string Silence = "30 seconds";

    private static readonly IReadOnlyList<Migration> Migrations =
    [
        new(1, """
            CREATE TABLE progress (
                topic       text        NOT NULL,
                source      text        NOT NULL,
                next_offset bigint      NOT NULL,
                epoch       bigint      NOT NULL,
                claimed_at  timestamptz NOT NULL,
                advanced_at timestamptz NOT NULL,
                PRIMARY KEY (topic, source)
            )
            """),
    ];

    private long _epoch;
    private bool _overtaken;

    /// <summary>Claims the source; returns the offset of its first record not yet taken in.</summary>
    /// <exception cref="SourceTakenException">This projector was overtaken, and the other one is at work.</exception>
    public async Task<long> ClaimAsync(CancellationToken cancellationToken = default)
    {
        await database.MigrateAsync(Area, Migrations, cancellationToken);
        await using var connection = await database.ReadAsync(cancellationToken);
        var claimed = await connection.QuerySingleOrDefaultAsync<Claim>(new CommandDefinition(
            $"""
            INSERT INTO progress AS p (topic, source, next_offset, epoch, claimed_at, advanced_at)
            VALUES (@topic, @source, 0, 1, now(), now())
            ON CONFLICT (topic, source) DO UPDATE SET epoch = p.epoch + 1, claimed_at = now()
            WHERE NOT @_overtaken OR greatest(p.claimed_at, p.advanced_at) < now() - interval '{Silence}'
            RETURNING next_offset AS NextOffset, epoch AS Epoch
            """,
            new { topic, source, _overtaken },
            cancellationToken: cancellationToken)) ?? throw new SourceTakenException(topic, source);
        _epoch = claimed.Epoch;
        _overtaken = false;
        return claimed.NextOffset;
    }

    /// <summary>Claims the source where that has not happened yet.</summary>
    public Task EnsureClaimedAsync(CancellationToken cancellationToken = default) =>
        _epoch == 0 ? ClaimAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// Moves on, as a part of a larger command within the transaction that takes the records in. Its one result goes to
    /// <see cref="Check"/>, its parameters come from <see cref="Parameters"/>.
    /// </summary>
    public const string Advance =
        """
        UPDATE progress SET next_offset = @nextOffset, advanced_at = now()
        WHERE topic = @topic AND source = @source AND epoch = @epoch RETURNING epoch;

        """;

    public DynamicParameters Parameters(long nextOffset) => new(new { topic, source, nextOffset, epoch = _epoch });

    /// <param name="epoch">What <see cref="Advance"/> gave; null where it gave nothing.</param>
    /// <exception cref="SourceTakenException">
    /// Another projector has claimed the source since; the transaction must not be committed.
    /// </exception>
    public void Check(long? epoch)
    {
        if (epoch is null)
        {
            _overtaken = true;
            throw new SourceTakenException(topic, source);
        }
    }

    /// <summary>Moves on, within the transaction that takes the records in.</summary>
    /// <exception cref="SourceTakenException">As <see cref="Check"/>.</exception>
    public async Task AdvanceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long nextOffset, CancellationToken cancellationToken = default) =>
        Check(await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(Advance, Parameters(nextOffset), transaction, cancellationToken: cancellationToken)));

    private sealed record Claim
    {
        public long NextOffset { get; init; }

        public long Epoch { get; init; }
    }
}
