using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Console.Restrictions;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Lifts a restriction, with a reason; in a dialog where scripts run, as a page where not.</summary>
internal sealed class UndoModel(RestrictionDesk desk, TimeProvider clock, ILogger<UndoModel> logger) : PageModel
{
    public const int LongestReason = 300;
    private const int ShortestReason = 3;

    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RestrictionLine Line { get; private set; } = null!;

    public string? Problem { get; private set; }

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/restrictions";

    public bool CanUndo => Line.Standing(clock.GetUtcNow().ToUnixTimeMilliseconds());

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var reason = Reason?.Trim() ?? "";
        if (reason.Length is < ShortestReason or > LongestReason)
        {
            Problem = $"Say why, in {ShortestReason} to {LongestReason} characters.";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (!CanUndo)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        var restriction = Line.Restriction;
        await desk.LiftAsync(
            new RestrictionLift(
                restriction.Id, restriction.Entity, clock.GetUtcNow().ToUnixTimeMilliseconds(), User.Identity!.Name!, reason),
            cancel);
        Log.Lifted(logger, restriction.Id.ToString());
        return LocalRedirect(RestrictionNotice.After(NextUrl, RestrictionNotice.Lifted));
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var restriction) || await desk.FindAsync(restriction, cancel) is not { } line)
        {
            return false;
        }

        Line = line;
        return true;
    }
}
