using System.Globalization;

namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>The request that a step makes of the shop.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Query">Query with its question mark, or empty.</param>
/// <param name="Operation">What the gateway's shipped routes call it.</param>
/// <param name="IsNavigation">Whether a browser asks for HTML.</param>
public readonly record struct StepRequest(
    RequestMethod Method, string Path, string Query, Operation Operation, bool IsNavigation)
{
    /// <summary>Products of the shop are numbered from 1 to this.</summary>
    public const int Products = 144;

    private static readonly string[] Searches = ["lamp", "blue", "garden", "wool", "cup", "travel", "oak", "light", "bag", "tea"];

    private static readonly string[] Probes =
        ["/.env", "/wp-admin/", "/backup.zip", "/old/index.html", "/server-status", "/.git/config", "/phpinfo.php", "/products/0"];

    public static StepRequest Of(Step step) => step.Kind switch
    {
        StepKind.Home => Page("/"),
        StepKind.Catalogue => Page("/products") with { Query = Number("?page=", step.Subject) },
        StepKind.Product => Page(Number("/products/", step.Subject)),
        StepKind.Search => Page("/search") with { Query = $"?q={Searches[step.Subject % Searches.Length]}" },
        StepKind.Stylesheet => new(RequestMethod.Get, "/css/shop.css", "", Operation.Static, IsNavigation: false),
        StepKind.Script => new(RequestMethod.Get, "/js/shop.js", "", Operation.Static, IsNavigation: false),
        StepKind.LoginForm => Page("/login"),
        StepKind.Login => Post("/login", Operation.Login),
        StepKind.Logout => Post("/logout", Operation.Page),
        StepKind.RegisterForm => Page("/register"),
        StepKind.Register => Post("/register", Operation.Register),
        StepKind.ResetForm => Page("/reset"),
        StepKind.ResetRequest => Post("/reset", Operation.PasswordReset),
        StepKind.ResetConfirm => Post("/reset/confirm", Operation.PasswordReset),
        StepKind.CartAdd => Post("/cart/items", Operation.Page),
        StepKind.Cart => Page("/cart"),
        StepKind.CheckoutForm => Page("/checkout"),
        StepKind.Checkout => Post("/checkout", Operation.Checkout),
        StepKind.Account => Page("/account"),
        StepKind.Admin => Page("/admin") with { Operation = Operation.Admin },
        StepKind.ApiLogin => Api(RequestMethod.Post, "/api/login") with { Operation = Operation.Login },
        StepKind.ApiProducts => Api(RequestMethod.Get, "/api/products") with { Query = Number("?page=", step.Subject) },
        StepKind.ApiProduct => Api(RequestMethod.Get, Number("/api/products/", step.Subject)),
        StepKind.ApiOrders => Api(RequestMethod.Get, "/api/orders"),
        StepKind.ApiOrder => Api(RequestMethod.Get, Number("/api/orders/", step.Subject)),
        StepKind.ApiMe => Api(RequestMethod.Get, "/api/me"),
        StepKind.Robots => Page("/robots.txt"),
        StepKind.Missing => Page(Probes[step.Subject % Probes.Length]),
        _ => throw new ArgumentOutOfRangeException(nameof(step), $"`{step.Kind}` makes no request"),
    };

    private static StepRequest Page(string path) => new(RequestMethod.Get, path, "", Operation.Page, IsNavigation: true);

    private static StepRequest Post(string path, Operation operation) =>
        new(RequestMethod.Post, path, "", operation, IsNavigation: true);

    private static StepRequest Api(RequestMethod method, string path) =>
        new(method, path, "", Operation.Api, IsNavigation: false);

    private static string Number(string before, int number) => before + number.ToString(CultureInfo.InvariantCulture);
}
