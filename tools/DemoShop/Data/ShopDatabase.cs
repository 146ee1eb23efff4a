using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>The shop's SQLite file: its schema, its first accounts, its connections.</summary>
internal sealed class ShopDatabase(ShopOptions options, PasswordHash passwords)
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS users (
            id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL,
            password TEXT NOT NULL, role TEXT NOT NULL DEFAULT 'customer', created_ms INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS sessions (
            token_hash BLOB PRIMARY KEY, user_id INTEGER NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sessions_until ON sessions (until_ms);
        CREATE INDEX IF NOT EXISTS sessions_user ON sessions (user_id);
        CREATE TABLE IF NOT EXISTS resets (
            token_hash BLOB PRIMARY KEY, user_id INTEGER NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS carts (
            cart_hash BLOB NOT NULL, product INTEGER NOT NULL, quantity INTEGER NOT NULL, until_ms INTEGER NOT NULL,
            PRIMARY KEY (cart_hash, product)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS carts_until ON carts (until_ms);
        CREATE TABLE IF NOT EXISTS orders (
            id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, placed_ms INTEGER NOT NULL, total_cents INTEGER NOT NULL,
            items INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS orders_user ON orders (user_id);
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    private readonly string _folder = Path.GetFullPath(options.Data);

    private string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(_folder, "shop.db"),
        Pooling = true,
        DefaultTimeout = 10,
    }.ToString();

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        connection.Execute("PRAGMA synchronous = NORMAL");
        return connection;
    }

    /// <summary>Makes the file, its tables and the first accounts where they are missing.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public void Prepare()
    {
        SqliteLibrary.Use();
        Directory.CreateDirectory(_folder);
        try
        {
            using var connection = Open();
            connection.Execute(Schema);
            if (connection.ExecuteScalar<long>("SELECT count(*) FROM users") == 0)
            {
                Seed(connection);
            }
        }
        catch (SqliteException e)
        {
            throw new IOException($"the database in `{_folder}` cannot be opened ({e.Message}); give another folder by --data", e);
        }
    }

    /// <summary>A random secret of the shop's own, made once and kept.</summary>
    public byte[] Secret(string name)
    {
        using var connection = Open();
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT DO NOTHING",
            new { name, value = RandomNumberGenerator.GetBytes(32) });
        return connection.QuerySingle<byte[]>("SELECT value FROM settings WHERE name = @name", new { name });
    }

    private void Seed(SqliteConnection connection)
    {
        var hashes = new string[SeedAccounts.Count];
        Parallel.For(0, hashes.Length, i => hashes[i] = passwords.Make(SeedAccounts.All[i].Password));
        using var transaction = connection.BeginTransaction();
        const string insert = """
            INSERT INTO users (id, username, name, password, role, created_ms)
            VALUES (@id, @username, @name, @password, @role, 0)
            """;
        foreach (var account in SeedAccounts.All)
        {
            connection.Execute(
                insert,
                new
                {
                    id = account.Number + 1, username = account.Username, name = account.Name,
                    password = hashes[account.Number], role = "customer",
                },
                transaction);
        }

        var password = RandomNumberGenerator.GetHexString(20, lowercase: true);
        connection.Execute(
            insert,
            new
            {
                id = SeedAccounts.Count + 1, username = SeedAccounts.AdminUsername, name = "Shop operator",
                password = passwords.Make(password), role = "admin",
            },
            transaction);
        WriteAdminPassword(password);
        transaction.Commit();
    }

    /// <summary>Into a file that only its owner reads, never into a log.</summary>
    private void WriteAdminPassword(string password)
    {
        var path = Path.Combine(_folder, "admin-password.txt");
        File.Delete(path);
        var only = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            only.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, only);
        writer.WriteLine(password);
    }
}
