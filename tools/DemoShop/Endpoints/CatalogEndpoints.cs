using Microsoft.AspNetCore.Http.HttpResults;
using SecurityDecisioning.DemoShop.Catalog;
using SecurityDecisioning.DemoShop.Pages;
using SecurityDecisioning.DemoShop.Web;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>What anybody may look at.</summary>
internal static class CatalogEndpoints
{
    private const int LongestQuery = 80;

    public static void MapCatalog(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context, Visitors visitors) => Show.Page<HomePage>(visitors.Of(context)));
        app.MapGet("/products", (HttpContext context, Visitors visitors, string? category, string? page) =>
            Show.Page<ProductListPage>(
                visitors.Of(context), 200, ("Category", category ?? ""), ("Page", int.TryParse(page, out var n) ? n : 1)));
        app.MapGet("/products/{id:int}", (HttpContext context, Visitors visitors, int id) =>
            ProductCatalog.Find(id) is { } product
                ? Show.Page<ProductPage>(visitors.Of(context), 200, ("Product", product))
                : (IResult)NotFound(visitors.Of(context)));
        app.MapGet("/search", (HttpContext context, Visitors visitors, string? q) =>
        {
            var query = (q ?? "").Trim();
            query = query.Length > LongestQuery ? query[..LongestQuery] : query;
            return Show.Page<SearchPage>(visitors.Of(context), 200, ("Query", query));
        });
        app.MapFallback((HttpContext context, Visitors visitors) => NotFound(visitors.Of(context)));
    }

    private static RazorComponentResult<MessagePage> NotFound(Visitor visitor) =>
        Show.Message(visitor, 404, "Nothing here", "This page does not exist, or does no longer.");
}
