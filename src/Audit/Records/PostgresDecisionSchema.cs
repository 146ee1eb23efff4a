using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Audit.Records;

/// <summary>The tables of decision records in PostgreSQL.</summary>
internal static class PostgresDecisionSchema
{
    public const string Area = "decisions";

    /// <summary>
    /// As in SQLite (<see cref="DecisionSchema"/>), every index grows at its end or holds what is rare, and entities are found
    /// through runs: five b-trees with keys in random places cost several times what the COPY of the rows does. Ids are
    /// <c>uuid</c>: 16 bytes that compare as bytes. Counts over time read the id's index only, which carries what they need; by
    /// how much ids and times differ is kept with the progress. Pages of runs are never compressed and never moved out of
    /// their row: two fill a page of the database.
    /// </summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(1, """
            CREATE TABLE decisions (
                row_no        bigint   NOT NULL PRIMARY KEY,
                id            uuid     NOT NULL,
                time_ms       bigint   NOT NULL,
                action        smallint NOT NULL,
                shadow_action smallint NOT NULL,
                threat        smallint NOT NULL,
                risk          real     NOT NULL,
                level         smallint NOT NULL,
                flags         smallint NOT NULL,
                operation     smallint NOT NULL,
                method        smallint NOT NULL,
                route         text     NOT NULL,
                path          text     NOT NULL,
                country       text     NOT NULL,
                ip            uuid,
                account       uuid,
                session       uuid,
                device        uuid,
                api_key       uuid,
                policy        text     NOT NULL,
                rule          text     NOT NULL,
                reason_code   text     NOT NULL,
                model_hash    text     NOT NULL,
                policy_hash   text     NOT NULL,
                record        bytea    NOT NULL
            );
            ALTER TABLE decisions ALTER COLUMN record SET STORAGE EXTERNAL;
            CREATE UNIQUE INDEX decisions_id ON decisions (id) INCLUDE (time_ms, action, shadow_action);
            CREATE INDEX decisions_notable ON decisions (id, action, shadow_action, threat)
                WHERE action > 0 OR shadow_action > 0 OR threat > 0;
            CREATE TABLE decisions_state (
                only_row    boolean PRIMARY KEY CHECK (only_row),
                next_row    bigint  NOT NULL,
                entity_seed bigint  NOT NULL,
                skew_ms     bigint  NOT NULL
            );
            INSERT INTO decisions_state
                SELECT true, 1, ('x' || left(replace(gen_random_uuid()::text, '-', ''), 12))::bit(48)::bigint, 0;
            CREATE TABLE decisions_entity_runs (
                run        bigint   NOT NULL PRIMARY KEY,
                state      smallint NOT NULL,
                level      smallint NOT NULL,
                first_row  bigint   NOT NULL,
                last_row   bigint   NOT NULL,
                first_ms   bigint   NOT NULL,
                last_ms    bigint   NOT NULL,
                lag_ms     bigint   NOT NULL,
                entries    bigint   NOT NULL,
                target     bigint   NOT NULL,
                cursor     bigint   NOT NULL,
                last_entry bigint   NOT NULL
            );
            CREATE TABLE decisions_entity_pages (
                key     bigint NOT NULL PRIMARY KEY,
                entries bytea  NOT NULL
            );
            ALTER TABLE decisions_entity_pages ALTER COLUMN entries SET STORAGE PLAIN;
            """),
        new(2, $"""
            CREATE TABLE decisions_rows (
                first_row bigint NOT NULL PRIMARY KEY,
                ids       bytea  NOT NULL
            );
            ALTER TABLE decisions_rows ALTER COLUMN ids SET STORAGE PLAIN;
            INSERT INTO decisions_rows
                SELECT min(n), string_agg(coalesce(uuid_send(d.id), '\x{new string('0', 32)}'), '' ORDER BY n)
                FROM (SELECT min(row_no) AS least, max(row_no) AS most FROM decisions) b
                CROSS JOIN LATERAL generate_series(b.least, b.most) AS n
                LEFT JOIN decisions d ON d.row_no = n
                GROUP BY (n - b.least) / {PostgresRowIds.MostPerBlock};
            ALTER TABLE decisions DROP CONSTRAINT decisions_pkey;
            ALTER TABLE decisions_state ADD COLUMN next_run bigint NOT NULL DEFAULT 1;
            UPDATE decisions_state SET next_run = (SELECT coalesce(max(run), 0) + 1 FROM decisions_entity_runs);
            """),
        new(3, """
            ALTER TABLE decisions ADD COLUMN tags text NOT NULL DEFAULT '';
            CREATE INDEX decisions_tagged ON decisions (id) INCLUDE (tags) WHERE tags <> '';
            """),
    ];
}
