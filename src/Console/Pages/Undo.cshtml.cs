using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Lifts a restriction, with a reason; in a dialog where scripts run, as a page where not.</summary>
internal sealed class UndoModel(IRestrictionLedger ledger, RestrictionForms forms, CaseForms cases, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Whether the policy was wrong: that is a verdict, and takes a case.</summary>
    [BindProperty]
    public bool FalseAlarm { get; set; }

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
                await ConcludeAsync(cancel);
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

    private async Task ConcludeAsync(CancellationToken cancel)
    {
        var r = Line.Restriction;
        if (!FalseAlarm || r.Origin != RestrictionOrigin.Policy)
        {
            return;
        }

        var (by, why) = (User.Identity!.Name!, Reason!.Trim());
        var opened = await cases.OpenAsync(new CaseRequest(by, why, r.Entity, r.Owner, r.Decision, r.Id), cancel);
        if (opened.Case is { } item)
        {
            await cases.CloseAsync(item.Id, Verdict.ConfirmedSafe, by, why, cancel);
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
