using Dapper;
using Microsoft.Data.Sqlite;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>The statements that change the ledger.</summary>
internal static class LedgerWrites
{
    public static void Apply(SqliteConnection connection, SqliteTransaction transaction, RestrictionChange change)
    {
        if (change.Issued is { } restriction)
        {
            Issue(connection, transaction, restriction);
        }

        if (change.Lifted is { } lift)
        {
            Lift(connection, transaction, lift);
        }
    }

    public static int DeleteExpired(SqliteConnection connection, SqliteTransaction transaction, long beforeMs, int batch)
    {
        var ids = connection.Query<byte[]>(
            "SELECT id FROM restrictions WHERE until_ms < @beforeMs ORDER BY until_ms LIMIT @batch",
            new { beforeMs, batch },
            transaction).AsList();
        foreach (var id in ids)
        {
            connection.Execute(
                "DELETE FROM restriction_lifts WHERE id = @id; DELETE FROM restrictions WHERE id = @id", new { id }, transaction);
        }

        return ids.Count;
    }

    private static void Issue(SqliteConnection connection, SqliteTransaction transaction, Restriction r) => connection.Execute(
        """
        INSERT INTO restrictions
            (id, entity_kind, entity, action, from_ms, until_ms, origin, owner, reason_code, reason, threat, decision)
        VALUES
            (@id, @kind, @entity, @action, @FromMs, @UntilMs, @origin, @Owner, @ReasonCode, @Reason, @threat, @decision)
        ON CONFLICT (id) DO NOTHING
        """,
        new
        {
            id = LedgerRow.Bytes(r.Id.High, r.Id.Low),
            kind = (long)r.Entity.Kind,
            entity = LedgerRow.Bytes(r.Entity.High, r.Entity.Low),
            action = (long)r.Action,
            r.FromMs,
            r.UntilMs,
            origin = (long)r.Origin,
            r.Owner,
            r.ReasonCode,
            r.Reason,
            threat = (long)r.Threat,
            decision = r.Decision.IsNone ? null : LedgerRow.Bytes(r.Decision.High, r.Decision.Low),
        },
        transaction);

    /// <summary>The first lift in the log stands; a second one of the same restriction changes nothing.</summary>
    private static void Lift(SqliteConnection connection, SqliteTransaction transaction, RestrictionLift lift) =>
        connection.Execute(
            """
            INSERT INTO restriction_lifts (id, entity_kind, entity, time_ms, by_whom, reason)
            VALUES (@id, @kind, @entity, @TimeMs, @By, @Reason) ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                id = LedgerRow.Bytes(lift.Restriction.High, lift.Restriction.Low),
                kind = (long)lift.Entity.Kind,
                entity = LedgerRow.Bytes(lift.Entity.High, lift.Entity.Low),
                lift.TimeMs,
                lift.By,
                lift.Reason,
            },
            transaction);
}
