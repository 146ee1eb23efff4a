using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>What somebody works on, and what they can begin from.</summary>
internal sealed class PolicyProposeModel(PolicyDesk desk, WorkingCopyDesk copies) : PageModel
{
    private const int MostVersions = 50;

    public LifecycleState State { get; } = desk.State;

    public IReadOnlyList<WorkingCopy> Copies { get; private set; } = [];

    /// <summary>Versions to begin from, the live one first.</summary>
    public IReadOnlyList<VersionState> Versions { get; private set; } = [];

    public string? Notice { get; private set; }

    public void OnGet(string? done)
    {
        Notice = PolicyNotice.Of(done);
        Copies = copies.Of(User.Identity!.Name!);
        Versions = [.. State.Versions.Values
            .OrderByDescending(v => v.Version == State.Live).ThenByDescending(v => v.TouchedMs).Take(MostVersions)];
    }
}
