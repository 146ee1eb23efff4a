using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>One policy of the live set: what its rules do to whom.</summary>
internal sealed class PolicyShowModel(PolicyDesk desk) : PageModel
{
    public PolicySummary Policy { get; private set; } = null!;

    public ModeOverride? Override { get; private set; }

    public bool MayApprove { get; private set; }

    /// <summary>Where its document is edited; null where the live version's documents are not kept.</summary>
    public string? EditUrl { get; private set; }

    public string? Notice { get; private set; }

    public IActionResult OnGet(string name, string? done)
    {
        if (desk.Rollout.Live.Policies.FirstOrDefault(p => p.Name == name) is not { } policy)
        {
            return NotFound();
        }

        Policy = policy;
        Override = desk.State.Modes.GetValueOrDefault(name);
        MayApprove = desk.MayApprove(User.Identity?.Name);
        Notice = PolicyNotice.Of(done);
        EditUrl = desk.ContentOf(desk.State.Live) is not null ? OpenedCopy.UrlOf(desk.State.Live, policy.File) : null;
        return Page();
    }
}
