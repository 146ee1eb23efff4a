using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Data;
using SecurityDecisioning.DemoShop.Pages;
using SecurityDecisioning.DemoShop.Web;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>
/// Forgotten passwords. The mail is shown on the page, since the demonstration has no mail server; an address without an
/// account is shown one too, whose link leads nowhere, so that the page does not tell who is a customer.
/// </summary>
internal static class ResetEndpoints
{
    private const int ShortestPassword = 8;

    public static void MapResets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reset", (HttpContext context, Visitors visitors) => Show.Page<ResetPage>(visitors.Of(context)));
        app.MapPost("/reset", RequestAsync);
        app.MapGet("/reset/confirm", (HttpContext context, Visitors visitors, string? token) =>
            Show.Page<ResetConfirmPage>(visitors.Of(context), 200, ("Token", RandomToken.IsWellFormed(token) ? token : "")));
        app.MapPost("/reset/confirm", ConfirmAsync);
    }

    private static async Task<IResult> RequestAsync(HttpContext context, Visitors visitors, UserStore users, ResetStore resets)
    {
        var form = await FormText.TryReadAsync(context.Request);
        var username = form is null ? "" : FormText.Read(form, "username").Trim();
        if (username.Length == 0)
        {
            return Show.Page<ResetPage>(visitors.Of(context), 400, ("Problem", "Please give your mail address."));
        }

        var token = users.IdOf(username) is { } user ? resets.Begin(user) : RandomToken.New();
        return Show.Page<ResetSentPage>(visitors.Of(context), 200, ("Username", username), ("Token", token));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, Visitors visitors, UserStore users, ResetStore resets)
    {
        var form = await FormText.TryReadAsync(context.Request);
        var token = form is null ? "" : FormText.Read(form, "token");
        var password = form is null ? "" : FormText.Read(form, "password");
        if (password.Length < ShortestPassword)
        {
            return Show.Page<ResetConfirmPage>(
                visitors.Of(context), 400, ("Token", RandomToken.IsWellFormed(token) ? token : ""),
                ("Problem", $"A password has at least {ShortestPassword} characters."));
        }

        if (!RandomToken.IsWellFormed(token) || resets.Use(token) is not { } user)
        {
            return Show.Page<ResetConfirmPage>(
                visitors.Of(context), 400, ("Token", ""), ("Problem", "This link was used before or is too old."));
        }

        users.ChangePassword(user, password);
        return Results.Redirect("/login");
    }
}
