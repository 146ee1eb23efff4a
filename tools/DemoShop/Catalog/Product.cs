namespace SecurityDecisioning.DemoShop.Catalog;

/// <summary>Something to buy.</summary>
/// <param name="Id">From 1.</param>
/// <param name="Name">For example <c>Oak table lamp</c>.</param>
/// <param name="Category">One of <see cref="ProductCatalog.Categories"/>.</param>
/// <param name="PriceCents">Price in euro cents.</param>
/// <param name="Stock">Pieces on the shelf.</param>
/// <param name="Description">A sentence or two.</param>
/// <param name="Hue">Colour of its picture, 0 to 359.</param>
public sealed record Product(
    int Id, string Name, string Category, int PriceCents, int Stock, string Description, int Hue);
