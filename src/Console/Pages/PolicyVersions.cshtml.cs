using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

internal sealed class PolicyVersionsModel(PolicyDesk desk) : PageModel
{
    private const int Most = 200;

    public int Count { get; } = desk.State.Versions.Count;

    public IReadOnlyList<VersionState> Versions { get; } =
        [.. desk.State.Versions.Values.OrderByDescending(v => v.TouchedMs).Take(Most)];
}
