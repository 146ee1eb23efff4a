using System.Text.Json;
using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Catalog;
using SecurityDecisioning.DemoShop.Data;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>The API: sign in for a token, then show it as <c>Authorization: Bearer</c>.</summary>
internal static class ApiEndpoints
{
    private const int LongestCredential = 200;

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/login", LogInAsync);
        app.MapGet("/api/products", (HttpContext context, UserStore users, ApiTokens tokens, string? page) =>
            UserOf(context, users, tokens) is null ? Unauthorized(context) : Results.Ok(List(page)));
        app.MapGet("/api/products/{id:int}", (HttpContext context, UserStore users, ApiTokens tokens, int id) =>
            UserOf(context, users, tokens) is null ? Unauthorized(context)
                : ProductCatalog.Find(id) is { } product ? Results.Ok(product) : Missing("product"));
        app.MapGet("/api/orders", (HttpContext context, UserStore users, ApiTokens tokens, OrderStore orders) =>
            UserOf(context, users, tokens) is { } user ? Results.Ok(orders.Of(user.Id)) : Unauthorized(context));
        app.MapGet("/api/orders/{id:long}", (HttpContext context, UserStore users, ApiTokens tokens, OrderStore orders, long id) =>
            UserOf(context, users, tokens) is not { } user ? Unauthorized(context)
                : orders.Find(user.Id, id) is { } order ? Results.Ok(order) : Missing("order"));
        app.MapGet("/api/me", (HttpContext context, UserStore users, ApiTokens tokens) =>
            UserOf(context, users, tokens) is { } user
                ? Results.Ok(new { user.Username, user.Name, user.Role })
                : Unauthorized(context));
    }

    private static async Task<IResult> LogInAsync(HttpContext context, UserStore users, ApiTokens tokens)
    {
        var (username, password) = await CredentialsAsync(context);
        return users.SignIn(username, password) is { } user
            ? Results.Ok(new { token = tokens.Issue(user), token_type = "Bearer", expires_in = (int)ApiTokens.Lifetime.TotalSeconds })
            : Results.Json(new { error = "invalid_credentials" }, statusCode: 401);
    }

    private static async Task<(string Username, string Password)> CredentialsAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return (Text(body, "username"), Text(body, "password"));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static string Text(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object
        && body.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= LongestCredential } text
            ? text
            : "";

    private static object List(string? page)
    {
        var pages = (ProductCatalog.All.Count + ProductCatalog.PageSize - 1) / ProductCatalog.PageSize;
        var number = int.TryParse(page, out var n) && n >= 1 && n <= pages ? n : 1;
        return new
        {
            page = number,
            pages,
            products = ProductCatalog.All.Skip((number - 1) * ProductCatalog.PageSize).Take(ProductCatalog.PageSize),
        };
    }

    private static User? UserOf(HttpContext context, UserStore users, ApiTokens tokens)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && tokens.UserIdOf(header[scheme.Length..].Trim()) is { } id
            ? users.Find(id)
            : null;
    }

    private static IResult Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"shop\"";
        return Results.Json(new { error = "unauthorized" }, statusCode: 401);
    }

    private static IResult Missing(string what) => Results.Json(new { error = $"{what}_not_found" }, statusCode: 404);
}
