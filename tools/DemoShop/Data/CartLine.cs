using SecurityDecisioning.DemoShop.Catalog;

namespace SecurityDecisioning.DemoShop.Data;

/// <summary>So many of one product.</summary>
public sealed record CartLine(Product Product, int Quantity)
{
    public long TotalCents => (long)Product.PriceCents * Quantity;
}
