using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Console.Pages;

/// <summary>One case: what it is about, the verdict, and the snoozes that came of it.</summary>
internal sealed class CaseModel(ICaseLedger ledger, CaseForms forms) : PageModel
{
    private const int MinutesADay = 1_440;
    private const int LongestDays = (int)(Snooze.LongestMs / (MinutesADay * 60_000L));

    public static IReadOnlyList<(int Days, string Text)> Spans { get; } =
        [(1, "1 day"), (7, "7 days"), (30, "30 days"), (90, "90 days"), (LongestDays, "180 days")];

    [BindProperty]
    public string? Verdict { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Policy { get; set; }

    [BindProperty]
    public int Days { get; set; } = 30;

    public Case Item { get; private set; } = null!;

    public IReadOnlyList<Snooze> Snoozes { get; private set; } = [];

    public string? Notice { get; private set; }

    public string? Problem { get; private set; }

    public bool CanSnooze => Item is { Closing.Verdict: Contracts.Verdicts.Verdict.ConfirmedSafe or Contracts.Verdicts.Verdict.Dismissed }
        && !Item.Entity.IsNone && Item.Entity.Kind <= EntityKind.ApiKey;

    public async Task<IActionResult> OnGetAsync(string id, string? done, CancellationToken cancel)
    {
        Notice = CaseNotice.Of(done);
        return await LoadAsync(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostVerdictAsync(string id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        switch (await forms.CloseAsync(Item.Id, CaseWords.Parse(Verdict), User.Identity!.Name!, Reason ?? "", cancel))
        {
            case CloseOutcome.Closed:
                return LocalRedirect(CaseNotice.After(CaseWords.Url(Item), CaseNotice.Closed));
            case CloseOutcome.BadVerdict:
                return Refuse("Choose what you found.");
            case CloseOutcome.AlreadyClosed or CloseOutcome.Unknown:
                return Refuse("Somebody has closed it meanwhile.", StatusCodes.Status409Conflict);
            default:
                return Refuse($"Say why, in at most {CaseLimits.Reason} characters.");
        }
    }

    public async Task<IActionResult> OnPostSnoozeAsync(string id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var days = Math.Clamp(Days, 0, LongestDays + 1);
        var request = new SnoozeRequest(
            Item.Id, Policy ?? "", days * MinutesADay * 60_000L, User.Identity!.Name!, Reason ?? "");
        var result = await forms.SnoozeAsync(request, cancel);
        return result.Outcome switch
        {
            SnoozeOutcome.Set => LocalRedirect(CaseNotice.After(CaseWords.Url(Item), CaseNotice.Snoozed)),
            SnoozeOutcome.BadPolicy => Refuse("Name the policy that is to leave it alone."),
            SnoozeOutcome.BadDuration => Refuse($"Choose a time between 1 and {LongestDays} days."),
            SnoozeOutcome.BadReason => Refuse($"Say why, in at most {CaseLimits.Reason} characters."),
            _ => Refuse("Only a case that was closed as safe or dismissed leads to a snooze.", StatusCodes.Status409Conflict),
        };
    }

    private PageResult Refuse(string problem, int status = StatusCodes.Status400BadRequest)
    {
        Problem = problem;
        Response.StatusCode = status;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var wanted) || await ledger.FindAsync(wanted, cancel) is not { } item)
        {
            return false;
        }

        Item = item;
        Snoozes = await ledger.ListAsync(new SnoozeQuery { Case = item.Id }, cancel);
        return true;
    }
}
