namespace SecurityDecisioning.DemoShop.Catalog;

/// <summary>The 144 products, always the same ones: twelve things in twelve kinds.</summary>
internal static class ProductCatalog
{
    public const int PageSize = 18;

    private static readonly (string Thing, string Category, int BaseCents, string About)[] Things =
    [
        ("table lamp", "Light", 4900, "Warm light where the evening needs it; the cord is long enough for any desk."),
        ("reading light", "Light", 3200, "Clips to a shelf, bends to the page and leaves the rest of the room asleep."),
        ("wool blanket", "Textiles", 7900, "Woven in one piece and brushed until it is soft on both sides."),
        ("linen towel", "Textiles", 1800, "Dries quickly, ages well and gets softer with every wash."),
        ("tea cup", "Kitchen", 1400, "Thrown by hand, so that no two are quite the same."),
        ("bread board", "Kitchen", 2900, "End grain that forgives the knife, with a groove for the crumbs."),
        ("garden shears", "Garden", 3600, "Forged steel, a spring that does not jump out, handles for small hands too."),
        ("watering can", "Garden", 2700, "A fine rose for seedlings and a spout that does not drip."),
        ("travel bag", "Travel", 8900, "Fits under the seat in front and still holds a long weekend."),
        ("notebook", "Paper", 1200, "Stitched, so that it lies flat; paper that takes ink without a shadow."),
        ("wall clock", "Home", 5400, "A sweeping hand that does not tick and a face that reads from afar."),
        ("storage box", "Home", 2300, "Stacks with its brothers and closes without a sound."),
    ];

    private static readonly (string Kind, int Percent, int Hue)[] Kinds =
    [
        ("Oak", 130, 32), ("Walnut", 150, 22), ("Blue", 100, 210), ("Forest", 105, 140), ("Amber", 110, 42), ("Slate", 95, 220),
        ("Rose", 100, 345), ("Ivory", 90, 50), ("Copper", 160, 18), ("Lavender", 105, 265), ("Midnight", 115, 240), ("Moss", 98, 95),
    ];

    public static IReadOnlyList<Product> All { get; } = Make();

    public static IReadOnlyList<string> Categories { get; } = [.. Things.Select(t => t.Category).Distinct()];

    public static Product? Find(int id) => id >= 1 && id <= All.Count ? All[id - 1] : null;

    /// <summary>Products whose name, category or description holds every word of <paramref name="query"/>.</summary>
    public static IReadOnlyList<Product> Search(string query)
    {
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length is 0 or > 8 ? [] : [.. All.Where(p => words.All(w => Mentions(p, w)))];
    }

    private static bool Mentions(Product product, string word) =>
        product.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || product.Category.Contains(word, StringComparison.OrdinalIgnoreCase)
        || product.Description.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static Product[] Make()
    {
        var products = new Product[Things.Length * Kinds.Length];
        for (var i = 0; i < products.Length; i++)
        {
            var (thing, category, cents, about) = Things[i % Things.Length];
            // Each dozen starts one kind further on, so that a page shows many colours.
            var (kind, percent, hue) = Kinds[(i + (i / Things.Length)) % Kinds.Length];
            var price = (cents * percent / 100 / 50 * 50) - 5;
            products[i] = new Product(i + 1, $"{kind} {thing}", category, price, 3 + (i * 37 % 60), about, hue);
        }

        return products;
    }
}
