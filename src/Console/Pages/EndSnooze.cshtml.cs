using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Undoes a snooze, with a reason; in a dialog where scripts run, as a page where not.</summary>
internal sealed class EndSnoozeModel(ICaseLedger ledger, CaseForms forms, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Snooze Item { get; private set; } = null!;

    public string? Problem { get; private set; }

    public bool CanEnd { get; private set; }

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/cases/snoozes";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        switch (await forms.EndAsync(Item.Id, User.Identity!.Name!, Reason ?? "", cancel))
        {
            case EndOutcome.Ended:
                return LocalRedirect(CaseNotice.After(NextUrl, CaseNotice.Ended));
            case EndOutcome.Unknown or EndOutcome.Over:
                CanEnd = false;
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                Problem = $"Say why, in at most {CaseLimits.Reason} characters.";
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Page();
        }
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var wanted) || await ledger.FindSnoozeAsync(wanted, cancel) is not { } item)
        {
            return false;
        }

        Item = item;
        CanEnd = item.HoldsAt(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return true;
    }
}
