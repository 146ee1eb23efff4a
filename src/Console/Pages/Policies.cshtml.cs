using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>What decides now: the live set's policies, and the version that is being rolled out.</summary>
internal sealed class PoliciesModel(PolicyDesk desk) : PageModel
{
    public LifecycleState State { get; } = desk.State;

    public PolicySet Live { get; } = desk.Rollout.Live;

    /// <summary>Versions that wait for somebody: drafts that were never live, and approved ones that do not decide yet.</summary>
    public IReadOnlyList<VersionState> Waiting { get; private set; } = [];

    public bool MayApprove { get; private set; }

    public string? Notice { get; private set; }

    public void OnGet(string? done)
    {
        Notice = PolicyNotice.Of(done);
        MayApprove = desk.MayApprove(User.Identity?.Name);
        Waiting = [.. State.Versions.Values
            .Where(v => !v.WasLive && v.Status != VersionStatus.Rejected && v.Version != State.Staged)
            .OrderByDescending(v => v.TouchedMs).Take(10)];
    }
}
