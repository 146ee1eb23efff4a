using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Overview;

namespace SecurityDecisioning.Console.Pages;

internal sealed class IndexModel(OverviewReader overview) : PageModel
{
    public OverviewRange Range { get; private set; } = OverviewRange.All[0];

    public OverviewFigures Figures { get; private set; } = OverviewFigures.Of([], []);

    public async Task OnGetAsync(string? range, CancellationToken cancel)
    {
        Range = OverviewRange.Of(range);
        Figures = await overview.FiguresAsync(Range, cancel);
    }
}
