namespace SecurityDecisioning.DemoShop.Data;

/// <summary>What somebody bought.</summary>
public sealed record Order(long Id, long UserId, long PlacedMs, long TotalCents, long Items);
