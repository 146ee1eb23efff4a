using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Console.Hosting;

namespace SecurityDecisioning.Console.SignIn;

/// <summary>The sign-in cookie and what it must hold.</summary>
internal static class ConsoleSignIn
{
    private const string StampClaim = "stamp";
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddConsoleSignIn(this IServiceCollection services, ConsoleOptions options)
    {
        var keys = Path.Combine(options.DataFolder, "keys");
        OwnerOnly.CreateFolder(keys);
        services.AddDataProtection().SetApplicationName("security-decisioning-console").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddAuthentication(Scheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "sd_console";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = options.SignInLifetime;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/signin";
            cookie.AccessDeniedPath = "/signin";
            cookie.ReturnUrlParameter = "next";
            cookie.Events.OnRedirectToLogin = SendToSignIn;
            cookie.Events.OnValidatePrincipal = RefuseOldPasswords;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "sd_console_form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static Task SignInAsync(HttpContext context, ConsoleUser user) => context.SignInAsync(Scheme, new ClaimsPrincipal(
        new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Name), new Claim(StampClaim, user.Stamp)], Scheme)));

    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(Scheme);

    // A fragment request cannot follow a redirect into a page: htmx is told to leave the page instead.
    private static Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = "/signin";
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static async Task RefuseOldPasswords(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<ConsoleUsers>();
        var user = users.Find(context.Principal?.Identity?.Name);
        if (user is null || context.Principal?.FindFirstValue(StampClaim) != user.Stamp)
        {
            context.RejectPrincipal();
            await SignOutAsync(context.HttpContext);
        }
    }
}
