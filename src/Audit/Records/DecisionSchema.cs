using SecurityDecisioning.Audit.Migrations;

namespace SecurityDecisioning.Audit.Records;

/// <summary>The tables of decision records.</summary>
internal static class DecisionSchema
{
    public const string Area = "decisions";

    /// <summary>
    /// Ids are 16 big-endian bytes, so that the order of the bytes is the order of time. The encoded record is the last column:
    /// a list never reads the pages it overflows to. Every index either grows at its end or holds what is rare: a key in a
    /// random place costs a page per row, and every index a little of every row. Entities are such keys; their entries are
    /// gathered per batch (<see cref="EntityRuns"/>). Routes have no index: they are few, so a walk by id soon meets each.
    /// </summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(1, """
            CREATE TABLE decisions (
                id            BLOB    NOT NULL UNIQUE,
                time_ms       INTEGER NOT NULL,
                action        INTEGER NOT NULL,
                shadow_action INTEGER NOT NULL,
                threat        INTEGER NOT NULL,
                risk          REAL    NOT NULL,
                level         INTEGER NOT NULL,
                flags         INTEGER NOT NULL,
                operation     INTEGER NOT NULL,
                method        INTEGER NOT NULL,
                route         TEXT    NOT NULL,
                path          TEXT    NOT NULL,
                country       TEXT    NOT NULL,
                ip            BLOB,
                account       BLOB,
                session       BLOB,
                device        BLOB,
                api_key       BLOB,
                policy        TEXT    NOT NULL,
                rule          TEXT    NOT NULL,
                reason_code   TEXT    NOT NULL,
                model_hash    TEXT    NOT NULL,
                policy_hash   TEXT    NOT NULL,
                record        BLOB    NOT NULL
            ) {strict};
            CREATE INDEX decisions_time ON decisions (time_ms, action);
            CREATE INDEX decisions_action ON decisions (action, id);
            CREATE INDEX decisions_shadow ON decisions (shadow_action, id) WHERE shadow_action > 0;
            CREATE INDEX decisions_threat ON decisions (threat, id) WHERE threat > 0;
            CREATE INDEX decisions_route ON decisions (route, id);
            CREATE INDEX decisions_ip ON decisions (ip, id) WHERE ip IS NOT NULL;
            CREATE INDEX decisions_account ON decisions (account, id) WHERE account IS NOT NULL;
            CREATE INDEX decisions_session ON decisions (session, id) WHERE session IS NOT NULL;
            CREATE INDEX decisions_device ON decisions (device, id) WHERE device IS NOT NULL;
            CREATE INDEX decisions_api_key ON decisions (api_key, id) WHERE api_key IS NOT NULL;
            CREATE TABLE decisions_progress (
                only        INTEGER PRIMARY KEY CHECK (only = 1),
                next_offset INTEGER NOT NULL
            ) {strict};
            INSERT INTO decisions_progress (only, next_offset) VALUES (1, 0);
            """),
        new(2, """
            CREATE INDEX decisions_acted ON decisions (id) WHERE action > 0;
            CREATE INDEX decisions_shadow_differs ON decisions (id) WHERE shadow_action <> action;
            CREATE INDEX decisions_shadow_differs_time ON decisions (time_ms) WHERE shadow_action <> action;
            """),
        new(3, """
            DROP INDEX decisions_time;
            DROP INDEX decisions_action;
            DROP INDEX decisions_shadow;
            DROP INDEX decisions_threat;
            DROP INDEX decisions_route;
            DROP INDEX decisions_ip;
            DROP INDEX decisions_account;
            DROP INDEX decisions_session;
            DROP INDEX decisions_device;
            DROP INDEX decisions_api_key;
            DROP INDEX decisions_acted;
            DROP INDEX decisions_shadow_differs;
            DROP INDEX decisions_shadow_differs_time;
            CREATE INDEX decisions_time ON decisions (time_ms, action, shadow_action);
            CREATE INDEX decisions_notable ON decisions (id, action, shadow_action, threat)
                WHERE action > 0 OR shadow_action > 0 OR threat > 0;
            CREATE TABLE decisions_entity_runs (
                run        INTEGER PRIMARY KEY,
                state      INTEGER NOT NULL,
                level      INTEGER NOT NULL,
                first_row  INTEGER NOT NULL,
                last_row   INTEGER NOT NULL,
                first_ms   INTEGER NOT NULL,
                last_ms    INTEGER NOT NULL,
                lag_ms     INTEGER NOT NULL,
                entries    INTEGER NOT NULL,
                target     INTEGER NOT NULL,
                cursor     INTEGER NOT NULL,
                last_entry INTEGER NOT NULL
            ) {strict};
            CREATE TABLE decisions_entity_pages (
                key     INTEGER PRIMARY KEY,
                entries BLOB NOT NULL
            ) {strict};
            ALTER TABLE decisions_progress ADD COLUMN next_row INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE decisions_progress ADD COLUMN entity_seed INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE decisions_progress ADD COLUMN unindexed_below INTEGER NOT NULL DEFAULT 0;
            UPDATE decisions_progress SET
                next_row = (SELECT coalesce(max(rowid), 0) + 1 FROM decisions),
                entity_seed = random(),
                unindexed_below = (SELECT coalesce(max(rowid) + 1, 0) FROM decisions);
            """),
        new(4, """
            ALTER TABLE decisions ADD COLUMN tags TEXT NOT NULL DEFAULT '';
            CREATE INDEX decisions_tagged ON decisions (id, tags) WHERE tags <> '';
            """),
    ];
}
