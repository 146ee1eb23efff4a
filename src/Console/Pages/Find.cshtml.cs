using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Entities;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Leads from what somebody has at hand (a reference, an address) to its page.</summary>
internal sealed class FindModel : PageModel
{
    private const int LongestText = 128;

    public string Text { get; private set; } = "";

    public IActionResult OnGet(string? q)
    {
        Text = EventLimits.Cut(q?.Trim(), LongestText);
        if (Text.Length == 0)
        {
            return Redirect("/decisions");
        }

        if (EventId.TryParse(Text, out var id))
        {
            return Redirect($"/decisions/{id}");
        }

        return EntityInput.Read(Text) is { } entity ? Redirect(EntityWords.Url(entity)) : Page();
    }
}
