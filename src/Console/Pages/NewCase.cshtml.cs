using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Console.Entities;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Opens a case about an entity, a policy or both; in a dialog where scripts run, as a page where not.</summary>
internal sealed class NewCaseModel(CaseForms forms) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Entity { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Policy { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Decision { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Restriction { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string? Problem { get; private set; }

    public bool InDialog => Request.Headers.ContainsKey("HX-Request");

    public string NextUrl => Url.IsLocalUrl(Next) ? Next : "/cases";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var entity = EntityInput.Read(Entity);
        if (entity is null && !string.IsNullOrWhiteSpace(Entity))
        {
            return Refuse("Type an address (203.0.113.9), a network (203.0.113.0/24), or kind:id.");
        }

        var result = await forms.OpenAsync(
            new CaseRequest(User.Identity!.Name!, Reason ?? "", entity ?? default, Policy ?? "", IdOf(Decision), IdOf(Restriction)),
            cancel);
        return result switch
        {
            { Case: { } opened } => LocalRedirect(CaseNotice.After(CaseWords.Url(opened), CaseNotice.Opened)),
            { Outcome: OpenOutcome.BadSubject } => Refuse("Say whom or which policy it is about."),
            { Outcome: OpenOutcome.TooMany } => Refuse($"{CaseLimits.Open:N0} cases are open; close some first."),
            _ => Refuse($"Say why, in at most {CaseLimits.Reason} characters."),
        };
    }

    private static EventId IdOf(string? text) => EventId.TryParse(text, out var id) ? id : default;

    private PageResult Refuse(string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
