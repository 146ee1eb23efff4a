using Dapper;
using SecurityDecisioning.DemoShop.Accounts;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Password resets that were asked for. Each token works once and for half an hour.</summary>
internal sealed class ResetStore(ShopDatabase database, TimeProvider time)
{
    private const long LifetimeMs = 30 * 60_000;

    public string Begin(long userId)
    {
        var token = RandomToken.New();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var connection = database.Open();
        connection.Execute(
            """
            DELETE FROM resets WHERE until_ms <= @now OR user_id = @userId;
            INSERT INTO resets (token_hash, user_id, until_ms) VALUES (@hash, @userId, @until)
            """,
            new { hash = RandomToken.HashOf(token), userId, now, until = now + LifetimeMs });
        return token;
    }

    /// <summary>The account whose reset the token is; the token is used up.</summary>
    public long? Use(string token)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<long?>(
            "DELETE FROM resets WHERE token_hash = @hash AND until_ms > @now RETURNING user_id",
            new { hash = RandomToken.HashOf(token), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
    }
}
