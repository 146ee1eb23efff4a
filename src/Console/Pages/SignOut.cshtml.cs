using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Pages;

internal sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await ConsoleSignIn.SignOutAsync(HttpContext);
        return Redirect("/signin");
    }
}
