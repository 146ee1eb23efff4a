namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>Style, script and robots.txt, from inside the assembly.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        Map(app, "/css/shop.css", "shop.css", "text/css; charset=utf-8");
        Map(app, "/js/shop.js", "shop.js", "text/javascript; charset=utf-8");
        Map(app, "/favicon.svg", "favicon.svg", "image/svg+xml");
        app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nDisallow: /account\nDisallow: /admin\nDisallow: /cart\n"));
    }

    private static void Map(IEndpointRouteBuilder app, string path, string resource, string type)
    {
        using var stream = typeof(AssetEndpoints).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"`{resource}` was not built into the assembly");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var content = bytes.ToArray();
        app.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Bytes(content, type);
        });
    }
}
