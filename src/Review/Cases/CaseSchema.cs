using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Review.Cases;

/// <summary>The tables of cases and snoozes: one row for each, as its newest record has it.</summary>
internal static class CaseSchema
{
    public const string Area = "cases";

    private const string SqliteTables =
        """
        CREATE TABLE cases (
            id            BLOB    NOT NULL PRIMARY KEY,
            origin        INTEGER NOT NULL,
            opened_ms     INTEGER NOT NULL,
            opened_by     TEXT    NOT NULL,
            reason        TEXT    NOT NULL,
            entity_kind   INTEGER NOT NULL,
            entity        BLOB    NOT NULL,
            policy        TEXT    NOT NULL,
            decision      BLOB,
            restriction   BLOB,
            verdict       INTEGER NOT NULL,
            closed_ms     INTEGER NOT NULL,
            closed_by     TEXT    NOT NULL,
            closed_reason TEXT    NOT NULL
        ) {strict};
        CREATE TABLE snoozes (
            id          BLOB    NOT NULL PRIMARY KEY,
            entity_kind INTEGER NOT NULL,
            entity      BLOB    NOT NULL,
            policy      TEXT    NOT NULL,
            from_ms     INTEGER NOT NULL,
            until_ms    INTEGER NOT NULL,
            case_id     BLOB    NOT NULL,
            by_whom     TEXT    NOT NULL,
            reason      TEXT    NOT NULL,
            ended_ms    INTEGER,
            ended_by    TEXT,
            end_reason  TEXT
        ) {strict};
        """;

    private const string PostgresTables =
        """
        CREATE TABLE cases (
            id            bytea  NOT NULL PRIMARY KEY,
            origin        bigint NOT NULL,
            opened_ms     bigint NOT NULL,
            opened_by     text   NOT NULL,
            reason        text   NOT NULL,
            entity_kind   bigint NOT NULL,
            entity        bytea  NOT NULL,
            policy        text   NOT NULL,
            decision      bytea,
            restriction   bytea,
            verdict       bigint NOT NULL,
            closed_ms     bigint NOT NULL,
            closed_by     text   COLLATE "C" NOT NULL,
            closed_reason text   NOT NULL
        );
        CREATE TABLE snoozes (
            id          bytea  NOT NULL PRIMARY KEY,
            entity_kind bigint NOT NULL,
            entity      bytea  NOT NULL,
            policy      text   NOT NULL,
            from_ms     bigint NOT NULL,
            until_ms    bigint NOT NULL,
            case_id     bytea  NOT NULL,
            by_whom     text   NOT NULL,
            reason      text   NOT NULL,
            ended_ms    bigint,
            ended_by    text,
            end_reason  text
        );
        """;

    private const string Indexes =
        """

        CREATE INDEX cases_open ON cases (id) WHERE verdict = 0;
        CREATE INDEX cases_closed ON cases (closed_ms) WHERE verdict <> 0;
        CREATE INDEX cases_entity ON cases (entity, entity_kind, id);
        CREATE INDEX cases_policy ON cases (policy, id);
        CREATE INDEX cases_decision ON cases (decision);
        CREATE INDEX snoozes_entity ON snoozes (entity, entity_kind, id);
        CREATE INDEX snoozes_case ON snoozes (case_id);
        CREATE INDEX snoozes_until ON snoozes (until_ms);
        """;

    private const string SqliteProgress =
        """

        CREATE TABLE cases_progress (
            only        INTEGER PRIMARY KEY CHECK (only = 1),
            next_offset INTEGER NOT NULL
        ) {strict};
        INSERT INTO cases_progress (only, next_offset) VALUES (1, 0);
        """;

    public static IReadOnlyList<Migration> Sqlite { get; } = [new(1, SqliteTables + Indexes + SqliteProgress)];

    public static IReadOnlyList<Migration> Postgres { get; } = [new(1, PostgresTables + Indexes)];
}
