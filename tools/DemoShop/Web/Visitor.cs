using SecurityDecisioning.DemoShop.Data;

namespace SecurityDecisioning.DemoShop.Web;

/// <summary>Who is looking: signed in or not, with a cart or without. Every page shows it at the top.</summary>
public sealed record Visitor(User? User, IReadOnlyList<CartLine> Cart)
{
    public int CartCount => Cart.Sum(line => line.Quantity);

    public long CartCents => Cart.Sum(line => line.TotalCents);
}
