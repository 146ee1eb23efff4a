using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Lifts a restriction, with a reason; in a dialog where scripts run, as a page where not.</summary>
internal sealed class UndoModel(IRestrictionLedger ledger, RestrictionForms forms, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public LedgerEntry Line { get; private set; } = null!;

    public string? Problem { get; private set; }

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/restrictions";

    public bool CanUndo { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        switch (await forms.LiftAsync(Line.Restriction.Id, User.Identity!.Name!, Reason ?? "", cancel))
        {
            case LiftOutcome.Lifted:
                return LocalRedirect(RestrictionNotice.After(NextUrl, RestrictionNotice.Lifted));
            case LiftOutcome.Unknown or LiftOutcome.AlreadyLifted or LiftOutcome.Expired:
                CanUndo = false;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                Problem = $"Say why, in at most {RestrictionLimits.Reason} characters.";
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Page();
        }
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var restriction) || await ledger.FindAsync(restriction, cancel) is not { } line)
        {
            return false;
        }

        Line = line;
        CanUndo = line.StandsAt(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return true;
    }
}
