using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Records;

/// <summary>The tables of decision records.</summary>
internal static class DecisionSchema
{
    public const string Area = "decisions";

    /// <summary>
    /// Ids are 16 big-endian bytes, so that the order of the bytes is the order of time. The encoded record is the last column:
    /// a list never reads the pages it overflows to. Partial indexes keep absent entities out.
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
    ];
}
