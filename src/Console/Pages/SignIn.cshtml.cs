using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Pages;

internal sealed class SignInModel(ConsoleUsers users, SignInThrottle throttle, ILogger<SignInModel> logger) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public string? Problem { get; private set; }

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? Onwards() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var name = Name is { Length: <= ConsoleUsers.LongestName } ? Name : "";
        var address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.Enter(name, address) is { Ticks: > 0 } wait)
        {
            return Refuse(wait);
        }

        if (users.Verify(name, Password) is not { } user)
        {
            Log.SignInFailed(logger);
            Problem = "User name or password is wrong.";
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Page();
        }

        throttle.Forgive(name, address);
        await ConsoleSignIn.SignInAsync(HttpContext, user);
        Log.SignedIn(logger);
        return user.Generated && Next is null or "/" ? Redirect("/account?first=1") : Onwards();
    }

    private PageResult Refuse(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        Log.SignInThrottled(logger, seconds);
        Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Problem = $"Too many attempts. Try again in {Durations.Words(wait)}.";
        return Page();
    }

    private IActionResult Onwards() => Url.IsLocalUrl(Next) ? LocalRedirect(Next) : Redirect("/");
}
