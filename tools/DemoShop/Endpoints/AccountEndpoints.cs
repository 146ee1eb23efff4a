using SecurityDecisioning.DemoShop.Data;
using SecurityDecisioning.DemoShop.Pages;
using SecurityDecisioning.DemoShop.Web;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>Signing in and out, registering, the profile, the operator's page.</summary>
internal static class AccountEndpoints
{
    private const int ShortestPassword = 8;

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/login", (HttpContext context, Visitors visitors, string? next) =>
            Show.Page<LoginPage>(visitors.Of(context), 200, ("Next", Local(next))));
        app.MapPost("/login", LogInAsync);
        app.MapPost("/logout", (HttpContext context, Visitors visitors) =>
        {
            visitors.SignOut(context);
            return Results.Redirect("/");
        });
        app.MapGet("/register", (HttpContext context, Visitors visitors) => Show.Page<RegisterPage>(visitors.Of(context)));
        app.MapPost("/register", RegisterAsync);
        app.MapGet("/account", (HttpContext context, Visitors visitors, OrderStore orders) =>
            visitors.Of(context) is { User: { } user } visitor
                ? Show.Page<AccountPage>(visitor, 200, ("Orders", orders.Of(user.Id)))
                : Results.Redirect("/login?next=/account"));
        app.MapPost("/account", RenameAsync);
        app.MapGet("/admin", (HttpContext context, Visitors visitors, UserStore users) => visitors.Of(context) switch
        {
            { User: null } => Results.Redirect("/login?next=/admin"),
            { User.IsAdmin: true } visitor => Show.Page<AdminPage>(
                visitor, 200, ("Totals", users.Totals()), ("Newest", users.Newest(12))),
            var visitor => Show.Message(visitor, 403, "Not for you", "This page is for the operator of the shop."),
        });
    }

    private static async Task<IResult> LogInAsync(HttpContext context, Visitors visitors, UserStore users)
    {
        var form = await FormText.TryReadAsync(context.Request);
        var username = form is null ? "" : FormText.Read(form, "username").Trim();
        var next = Local(form?["next"]);
        if (form is not null && users.SignIn(username, FormText.Read(form, "password")) is { } user)
        {
            visitors.SignIn(context, user);
            return Results.Redirect(next.Length > 0 ? next : "/account");
        }

        return Show.Page<LoginPage>(
            visitors.Of(context), 401, ("Next", next), ("Username", username), ("Problem", "Name and password do not match."));
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, Visitors visitors, UserStore users)
    {
        var form = await FormText.TryReadAsync(context.Request);
        var username = form is null ? "" : FormText.Read(form, "username").Trim();
        var password = form is null ? "" : FormText.Read(form, "password");
        var name = form is null ? "" : FormText.Read(form, "name").Trim();
        var at = username.IndexOf('@', StringComparison.Ordinal);
        var problem = at <= 0 || at == username.Length - 1 || username.Any(char.IsWhiteSpace)
            ? "Please give a mail address."
            : password.Length < ShortestPassword ? $"A password has at least {ShortestPassword} characters."
            : "";
        if (problem.Length == 0)
        {
            if (users.Register(username, name.Length > 0 ? name : username[..at], password) is { } user)
            {
                visitors.SignIn(context, user);
                return Results.Redirect("/account");
            }

            problem = "This address has an account already.";
        }

        return Show.Page<RegisterPage>(
            visitors.Of(context), problem.EndsWith("already.", StringComparison.Ordinal) ? 409 : 400,
            ("Username", username), ("Name", name), ("Problem", problem));
    }

    private static async Task<IResult> RenameAsync(HttpContext context, Visitors visitors, UserStore users)
    {
        if (visitors.Of(context).User is not { } user)
        {
            return Results.Redirect("/login?next=/account");
        }

        if (await FormText.TryReadAsync(context.Request) is { } form && FormText.Read(form, "name").Trim() is { Length: > 0 } name)
        {
            users.Rename(user.Id, name);
        }

        return Results.Redirect("/account");
    }

    /// <summary>Only a path of ours: a redirect to anywhere else is a gift to phishing.</summary>
    private static string Local(string? next) =>
        next is { Length: > 1 and < 200 } && next[0] == '/' && next.AsSpan(1).IndexOfAnyExcept(Allowed) < 0 && next[1] != '/' ? next : "";

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789/-");
}
