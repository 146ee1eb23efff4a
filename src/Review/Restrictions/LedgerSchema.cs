using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>
/// The tables of the ledger. Restrictions and lifts are kept apart and joined, so that it makes no difference which of the two
/// arrives first.
/// </summary>
internal static class LedgerSchema
{
    public const string Area = "restrictions";

    public static IReadOnlyList<Migration> Sqlite { get; } =
    [
        new(1, """
            CREATE TABLE restrictions (
                id          BLOB    NOT NULL PRIMARY KEY,
                entity_kind INTEGER NOT NULL,
                entity      BLOB    NOT NULL,
                action      INTEGER NOT NULL,
                from_ms     INTEGER NOT NULL,
                until_ms    INTEGER NOT NULL,
                origin      INTEGER NOT NULL,
                owner       TEXT    NOT NULL,
                reason_code TEXT    NOT NULL,
                reason      TEXT    NOT NULL,
                threat      INTEGER NOT NULL,
                decision    BLOB
            ) {strict};
            CREATE INDEX restrictions_entity ON restrictions (entity, entity_kind, id);
            CREATE INDEX restrictions_until ON restrictions (until_ms);
            CREATE INDEX restrictions_owner ON restrictions (owner, id);
            CREATE TABLE restriction_lifts (
                id          BLOB    NOT NULL PRIMARY KEY,
                entity_kind INTEGER NOT NULL,
                entity      BLOB    NOT NULL,
                time_ms     INTEGER NOT NULL,
                by_whom     TEXT    NOT NULL,
                reason      TEXT    NOT NULL
            ) {strict};
            CREATE INDEX restriction_lifts_time ON restriction_lifts (time_ms);
            CREATE TABLE restrictions_progress (
                only        INTEGER PRIMARY KEY CHECK (only = 1),
                next_offset INTEGER NOT NULL
            ) {strict};
            INSERT INTO restrictions_progress (only, next_offset) VALUES (1, 0);
            """),
    ];

    public static IReadOnlyList<Migration> Postgres { get; } =
    [
        new(1, """
            CREATE TABLE restrictions (
                id          bytea  NOT NULL PRIMARY KEY,
                entity_kind bigint NOT NULL,
                entity      bytea  NOT NULL,
                action      bigint NOT NULL,
                from_ms     bigint NOT NULL,
                until_ms    bigint NOT NULL,
                origin      bigint NOT NULL,
                owner       text   NOT NULL,
                reason_code text   NOT NULL,
                reason      text   NOT NULL,
                threat      bigint NOT NULL,
                decision    bytea
            );
            CREATE INDEX restrictions_entity ON restrictions (entity, entity_kind, id);
            CREATE INDEX restrictions_until ON restrictions (until_ms);
            CREATE INDEX restrictions_owner ON restrictions (owner, id);
            CREATE TABLE restriction_lifts (
                id          bytea  NOT NULL PRIMARY KEY,
                entity_kind bigint NOT NULL,
                entity      bytea  NOT NULL,
                time_ms     bigint NOT NULL,
                by_whom     text   NOT NULL,
                reason      text   NOT NULL
            );
            """),
    ];
}
