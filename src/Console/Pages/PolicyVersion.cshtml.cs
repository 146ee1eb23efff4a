using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>One version: what its checks find now, how it differs from the live one, and what may be done with it.</summary>
internal sealed class PolicyVersionModel(PolicyDesk desk, CopyChecks checks) : PageModel
{
    public LifecycleState State { get; } = desk.State;

    public VersionState Version { get; private set; } = null!;

    /// <summary>Null where the store does not have its documents, whole.</summary>
    public VersionCheck? Check { get; private set; }

    public VersionContent? Documents { get; private set; }

    /// <summary>The version it is compared with; null where there is none.</summary>
    public VersionState? Against { get; private set; }

    public IReadOnlyList<DocumentDiff> Diff { get; private set; } = [];

    public string? Notice { get; private set; }

    public IReadOnlyList<(PolicyEvent Step, bool Counts)> Steps { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string version, string? against, string? done, CancellationToken cancel)
    {
        if (State.Find(version) is not { } found)
        {
            return NotFound();
        }

        Version = found;
        Notice = PolicyNotice.Of(done);
        Steps = [.. desk.Steps.Where(s => s.Step.To == version).Reverse().Take(50)];
        if (desk.ContentOf(version) is not { } content)
        {
            return Page();
        }

        Documents = content;
        Check = await checks.OfAsync(content, cancel);
        Against = State.Find(desk.Find(against) ?? (version == State.Live ? State.Before : State.Live) ?? "");
        Diff = VersionDiff.Of(Against is null ? null : desk.ContentOf(Against.Version), content);
        return Page();
    }
}
