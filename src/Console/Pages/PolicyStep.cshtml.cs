using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Takes one step of the lifecycle, with a reason; in a dialog where scripts run, as a page where not.</summary>
internal sealed class PolicyStepModel(PolicyDesk desk) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty(SupportsGet = true)]
    public PolicyAct? Act { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Version { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Share { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Policy { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Mode { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PolicyOrder Order { get; private set; } = null!;

    public string? Problem { get; private set; }

    public IReadOnlyList<PolicyProblem> Problems { get; private set; } = [];

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/policies";

    public IActionResult OnGet() => Read() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Read())
        {
            return NotFound();
        }

        var answer = await desk.DoAsync(Order, PolicyVia.Console, User.Identity!.Name!);
        if (answer.IsDone)
        {
            return LocalRedirect(NextUrl + (NextUrl.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + Order.Act);
        }

        (Problem, Problems) = (answer.Refusal, answer.Problems);
        Response.StatusCode = Order.Why.Length == 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }

    private bool Read()
    {
        var version = desk.Find(Version);
        if (!ModelState.IsValid || Act is not { } act || !Enum.IsDefined(act)
            || (version is null && Version is not null)
            || (Policy is not null && desk.Rollout.Live.Policies.All(p => p.Name != Policy) && !desk.State.Modes.ContainsKey(Policy)))
        {
            return false;
        }

        PolicyMode? mode = Mode switch { "off" => PolicyMode.Off, "shadow" => PolicyMode.Shadow, _ => null };
        Order = new PolicyOrder(act, version, Share, Policy, mode, Reason?.Trim() ?? "");
        return true;
    }
}
