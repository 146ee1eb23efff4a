using Dapper;
using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Catalog;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Carts, by the random cookie that names them: a cart needs no account.</summary>
internal sealed class CartStore(ShopDatabase database, TimeProvider time)
{
    private const int MostProducts = 50;
    private const int MostOfOne = 20;
    private const long LifetimeMs = 14L * 24 * 3_600_000;

    public IReadOnlyList<CartLine> Read(string cart)
    {
        using var connection = database.Open();
        return connection.Query<(long Product, long Quantity)>(
                "SELECT product, quantity FROM carts WHERE cart_hash = @hash ORDER BY product",
                new { hash = RandomToken.HashOf(cart) })
            .Select(row => new CartLine(ProductCatalog.Find((int)row.Product)!, (int)row.Quantity))
            .ToList();
    }

    public void Add(string cart, Product product)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var connection = database.Open();
        connection.Execute(
            """
            DELETE FROM carts WHERE until_ms <= @now;
            INSERT INTO carts (cart_hash, product, quantity, until_ms)
            SELECT @hash, @product, 1, @until
            WHERE (SELECT count(*) FROM carts WHERE cart_hash = @hash) < @most
            ON CONFLICT DO UPDATE SET quantity = min(quantity + 1, @mostOfOne), until_ms = @until
            """,
            new
            {
                hash = RandomToken.HashOf(cart), product = product.Id, now, until = now + LifetimeMs, most = MostProducts,
                mostOfOne = MostOfOne,
            });
    }

    public void Remove(string cart, int product)
    {
        using var connection = database.Open();
        connection.Execute(
            "DELETE FROM carts WHERE cart_hash = @hash AND product = @product", new { hash = RandomToken.HashOf(cart), product });
    }

    public void Clear(string cart)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM carts WHERE cart_hash = @hash", new { hash = RandomToken.HashOf(cart) });
    }
}
