using Dapper;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Orders.</summary>
internal sealed class OrderStore(ShopDatabase database, TimeProvider time)
{
    private const string Columns = "id, user_id AS UserId, placed_ms AS PlacedMs, total_cents AS TotalCents, items";

    public long Place(long userId, IReadOnlyList<CartLine> lines)
    {
        using var connection = database.Open();
        return connection.QuerySingle<long>(
            """
            INSERT INTO orders (user_id, placed_ms, total_cents, items) VALUES (@userId, @now, @total, @items) RETURNING id
            """,
            new
            {
                userId, now = time.GetUtcNow().ToUnixTimeMilliseconds(), total = lines.Sum(l => l.TotalCents),
                items = lines.Sum(l => l.Quantity),
            });
    }

    /// <summary>The newest orders of one account, at most 50.</summary>
    public IReadOnlyList<Order> Of(long userId)
    {
        using var connection = database.Open();
        return connection.Query<Order>(
            $"SELECT {Columns} FROM orders WHERE user_id = @userId ORDER BY id DESC LIMIT 50", new { userId }).AsList();
    }

    /// <summary>One order of one account: somebody else's is as good as none.</summary>
    public Order? Find(long userId, long id)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<Order>(
            $"SELECT {Columns} FROM orders WHERE id = @id AND user_id = @userId", new { userId, id });
    }
}
