using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;

namespace SecurityDecisioning.Console.Pages;

internal sealed class PolicyHistoryModel(PolicyDesk desk) : PageModel
{
    private const int PageSize = 100;

    public IReadOnlyList<(PolicyEvent Step, bool Counts)> Steps { get; private set; } = [];

    /// <summary>Before which step the next page goes on; null where this is the last one.</summary>
    public EventId? Older { get; private set; }

    public void OnGet(string? before)
    {
        var steps = desk.Steps.Reverse();
        if (EventId.TryParse(before, out var cursor))
        {
            steps = steps.SkipWhile(s => s.Step.Id >= cursor);
        }

        var page = steps.Take(PageSize + 1).ToList();
        Steps = [.. page.Take(PageSize)];
        Older = page.Count > PageSize ? Steps[^1].Step.Id : null;
    }
}
