using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Migrations;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Tests.Sqlite;

internal sealed class SqliteDatabaseTests
{
    private static readonly Migration[] Two =
        [new(1, "CREATE TABLE a (x INTEGER NOT NULL) {strict};"), new(2, "ALTER TABLE a ADD COLUMN y INTEGER;")];

    [Test]
    public async Task Migrations_run_once_each_and_only_forward()
    {
        using var folder = new TempFolder();
        await using (var database = SqliteDatabase.Open(folder["a.db"]))
        {
            database.Migrate("area", [Two[0]]);
            await database.WriteAsync((c, t) => c.Execute("INSERT INTO a VALUES (5)", transaction: t));
        }

        await using var again = SqliteDatabase.Open(folder["a.db"]);
        again.Migrate("area", Two);
        again.Migrate("area", Two);

        using var reader = again.Read();
        Assert.That(reader.QuerySingle<(int, int?)>("SELECT x, y FROM a"), Is.EqualTo((5, (int?)null)));
    }

    [Test]
    public async Task Database_of_a_newer_release_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        await using var database = SqliteDatabase.Open(folder["a.db"]);
        database.Migrate("area", Two);

        Assert.That(
            () => database.Migrate("area", [Two[0]]),
            Throws.InvalidOperationException.With.Message.Contains("Start the newer release"));
    }

    [Test]
    public async Task Migration_that_fails_changes_nothing()
    {
        using var folder = new TempFolder();
        await using var database = SqliteDatabase.Open(folder["a.db"]);

        Assert.That(
            () => database.Migrate("area", [Two[0], new Migration(2, "CREATE TABLE b (x); SELECT nonsense;")]),
            Throws.InstanceOf<SqliteException>());

        database.Migrate("area", Two);
        using var reader = database.Read();
        Assert.That(reader.ExecuteScalar<int>("SELECT count(*) FROM sqlite_master WHERE name = 'b'"), Is.Zero);
    }

    [Test]
    public async Task Reading_connection_refuses_to_write()
    {
        using var folder = new TempFolder();
        await using var database = SqliteDatabase.Open(folder["a.db"]);
        using var reader = database.Read();

        Assert.That(() => reader.Execute("CREATE TABLE b (x)"), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public void File_that_is_no_database_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.db"], new string('x', 5000));

        Assert.That(() => SqliteDatabase.Open(folder["a.db"]), Throws.InstanceOf<SqliteException>());
    }

    [Test, Platform("Linux"), SupportedOSPlatform("linux")]
    public async Task File_is_for_its_owner_only()
    {
        using var folder = new TempFolder();
        await using var database = SqliteDatabase.Open(folder["a.db"]);

        database.Migrate("area", Two);

        foreach (var file in new[] { "a.db", "a.db-wal", "a.db-shm" })
        {
            Assert.That(
                File.GetUnixFileMode(folder[file]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }
    }

    [Test]
    public async Task Systems_sqlite_is_used_where_it_is_newer_than_the_packages()
    {
        Requires.Component(File.Exists("/usr/lib/x86_64-linux-gnu/libsqlite3.so.0"), "libsqlite3-0 (apt-get install libsqlite3-0)");
        using var folder = new TempFolder();
        await using var database = SqliteDatabase.Open(folder["a.db"]);

        Assert.That(database.SqliteVersion, Is.GreaterThan(new Version(3, 35, 5)));
    }
}
