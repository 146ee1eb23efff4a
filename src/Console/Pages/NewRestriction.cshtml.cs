using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Entities;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Sets a restriction in the analyst's own name.</summary>
internal sealed class NewRestrictionModel(RestrictionForms forms) : PageModel
{
    private const int LongestMinutes = 30 * 24 * 60;

    public static IReadOnlyList<(int Minutes, string Text)> Spans { get; } =
    [
        (15, "15 minutes"), (60, "1 hour"), (240, "4 hours"), (1440, "1 day"), (7 * 1440, "7 days"), (LongestMinutes, "30 days"),
    ];

    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Entity { get; set; }

    [BindProperty]
    public string? Action { get; set; } = ActionKinds.NameOf(ActionKind.Challenge);

    [BindProperty]
    public int Minutes { get; set; } = 60;

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/restrictions";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var entity = EntityInput.Read(Entity);
        var known = ActionKinds.TryParse(Action, out var action);
        var reason = Reason?.Trim() ?? "";
        Problems = [.. Check(entity, known, action, reason)];
        if (Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var request = new RestrictionRequest(entity!.Value, action, Minutes * 60_000L, User.Identity!.Name!, reason);
        var result = await forms.IssueAsync(request, cancel);
        if (result.Outcome != IssueOutcome.Issued)
        {
            // The checks above are the desk's own or stricter; this is what a newer desk may refuse.
            Problems = ["The restriction was refused. Check every field."];
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return LocalRedirect(RestrictionNotice.After(NextUrl, RestrictionNotice.Issued));
    }

    private IEnumerable<string> Check(EntityKey? entity, bool knownAction, ActionKind action, string reason)
    {
        if (entity is null)
        {
            yield return "Type an address (203.0.113.9), a network (203.0.113.0/24), or kind:id.";
        }

        if (!knownAction || action == ActionKind.Allow)
        {
            yield return "Choose what to do.";
        }

        if (Minutes is < 1 or > LongestMinutes || !ModelState.IsValid)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Choose a time between 1 minute and {LongestMinutes / 1440} days.");
        }

        if (reason.Length is 0 or > RestrictionLimits.Reason)
        {
            yield return $"Say why, in at most {RestrictionLimits.Reason} characters.";
        }
    }
}
