using Dapper;
using SecurityDecisioning.DemoShop.Accounts;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Who is signed in. The file holds hashes: who reads it can sign in as nobody.</summary>
internal sealed class SessionStore(ShopDatabase database, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>A new session; returns what its cookie holds.</summary>
    public string Begin(long userId)
    {
        var token = RandomToken.New();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var connection = database.Open();
        connection.Execute(
            """
            DELETE FROM sessions WHERE until_ms <= @now;
            INSERT INTO sessions (token_hash, user_id, until_ms) VALUES (@hash, @userId, @until)
            """,
            new { hash = RandomToken.HashOf(token), userId, now, until = now + (long)Lifetime.TotalMilliseconds });
        return token;
    }

    public User? UserOf(string token)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<User>(
            """
            SELECT u.id, u.username, u.name, u.role FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = @hash AND s.until_ms > @now
            """,
            new { hash = RandomToken.HashOf(token), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    public void End(string token)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM sessions WHERE token_hash = @hash", new { hash = RandomToken.HashOf(token) });
    }
}
