using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Overview;

namespace SecurityDecisioning.Console.Pages;

internal sealed class FiguresModel(OverviewReader overview) : PageModel
{
    public OverviewFigures Figures { get; private set; } = OverviewFigures.Of([], []);

    public async Task OnGetAsync(string? range, CancellationToken cancel) =>
        Figures = await overview.FiguresAsync(OverviewRange.Of(range), cancel);
}
