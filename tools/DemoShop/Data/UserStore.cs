using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.DemoShop.Accounts;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Accounts and their passwords.</summary>
internal sealed class UserStore(ShopDatabase database, PasswordHash passwords, TimeProvider time)
{
    private const int UniqueViolation = 19;
    private readonly string _nobody = passwords.Make(Guid.Empty.ToString());

    /// <summary>The account whose name and password these are; takes as long for a name that does not exist.</summary>
    public User? SignIn(string username, string password)
    {
        using var connection = database.Open();
        var row = connection.QuerySingleOrDefault<(long Id, string Username, string Name, string Role, string Password)>(
            "SELECT id, username, name, role, password FROM users WHERE username = @username", new { username });
        var right = PasswordHash.Verify(password, row.Password ?? _nobody);
        return right && row.Password is not null ? new User(row.Id, row.Username, row.Name, row.Role) : null;
    }

    public User? Find(long id)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<User>("SELECT id, username, name, role FROM users WHERE id = @id", new { id });
    }

    public long? IdOf(string username)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<long?>("SELECT id FROM users WHERE username = @username", new { username });
    }

    /// <summary>The new account, or null where the name is taken.</summary>
    public User? Register(string username, string name, string password)
    {
        var hash = passwords.Make(password);
        using var connection = database.Open();
        try
        {
            var id = connection.QuerySingle<long>(
                """
                INSERT INTO users (username, name, password, created_ms) VALUES (@username, @name, @hash, @now) RETURNING id
                """,
                new { username, name, hash, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
            return new User(id, username, name, "customer");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>A new password ends every session that was begun with the old one.</summary>
    public void ChangePassword(long id, string password)
    {
        var hash = passwords.Make(password);
        using var connection = database.Open();
        connection.Execute(
            "UPDATE users SET password = @hash WHERE id = @id; DELETE FROM sessions WHERE user_id = @id", new { id, hash });
    }

    public void Rename(long id, string name)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE users SET name = @name WHERE id = @id", new { id, name });
    }

    public (long Users, long Sessions, long Orders, long RevenueCents) Totals()
    {
        using var connection = database.Open();
        return connection.QuerySingle<(long, long, long, long)>(
            """
            SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM sessions WHERE until_ms > @now),
                   (SELECT count(*) FROM orders), (SELECT coalesce(sum(total_cents), 0) FROM orders)
            """,
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    public IReadOnlyList<User> Newest(int count)
    {
        using var connection = database.Open();
        return connection.Query<User>(
            "SELECT id, username, name, role FROM users ORDER BY id DESC LIMIT @count", new { count }).AsList();
    }
}
