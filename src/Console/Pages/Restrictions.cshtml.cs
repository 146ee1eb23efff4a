using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Restrictions;

namespace SecurityDecisioning.Console.Pages;

internal sealed class RestrictionsModel(RestrictionDesk desk, TimeProvider clock) : PageModel
{
    public const int Most = 200;

    public IReadOnlyList<RestrictionLine> Lines { get; private set; } = [];

    public bool Past { get; private set; }

    public string? Notice { get; private set; }

    public async Task OnGetAsync(string? past, string? done, CancellationToken cancel)
    {
        Past = past == "1";
        Notice = RestrictionNotice.Of(done);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Lines = Past
            ? await desk.PastAsync(now, null, Most, cancel)
            : await desk.StandingAsync(now, null, Most, cancel);
    }
}
