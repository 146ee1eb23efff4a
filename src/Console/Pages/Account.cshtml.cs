using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Pages;

internal sealed class AccountModel(ConsoleUsers users, SignInThrottle throttle, ILogger<AccountModel> logger) : PageModel
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Wanted { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public string? Problem { get; private set; }

    public bool Done { get; private set; }

    public bool Generated => users.Find(Name)?.Generated ?? false;

    private string Name => User.Identity?.Name ?? "";

    public async Task<IActionResult> OnPostAsync()
    {
        // A stolen cookie must not become an oracle for the password: the same limit as signing in.
        var address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.Enter(Name, address) is { Ticks: > 0 } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Problem = $"Too many attempts. Try again in {Durations.Words(wait)}.";
            return Page();
        }

        Problem = Wanted != Again
            ? "The new password and its repetition differ."
            : Say(users.ChangePassword(Name, Current ?? "", Wanted ?? ""));
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        throttle.Forgive(Name, address);
        Log.PasswordChanged(logger);
        if (users.Find(Name) is { } user)
        {
            await ConsoleSignIn.SignInAsync(HttpContext, user);
        }

        Done = true;
        return Page();
    }

    private static string? Say(PasswordChange change) => change switch
    {
        PasswordChange.Changed => null,
        PasswordChange.WrongCurrent => "The current password is wrong.",
        PasswordChange.TooShort => $"The new password is shorter than {ConsoleUsers.ShortestPassword} characters.",
        PasswordChange.TooLong => $"The new password is longer than {ConsoleUsers.LongestPassword} characters.",
        PasswordChange.SameAsBefore => "The new password is the old one.",
        _ => "The new password holds your user name.",
    };
}
