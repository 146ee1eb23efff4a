using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

internal sealed class RestrictionsModel(IRestrictionLedger ledger) : PageModel
{
    public const int PageSize = 100;

    public IReadOnlyList<LedgerEntry> Lines { get; private set; } = [];

    public bool Past { get; private set; }

    public bool HasOlder { get; private set; }

    public string? Notice { get; private set; }

    public async Task OnGetAsync(string? past, string? before, string? done, CancellationToken cancel)
    {
        Past = past == "1";
        Notice = RestrictionNotice.Of(done);
        EventId? older = EventId.TryParse(before, out var cursor) ? cursor : null;
        var found = await ledger.ListAsync(new LedgerQuery { Standing = !Past, Before = older, Limit = PageSize + 1 }, cancel);
        Lines = [.. found.Take(PageSize)];
        HasOlder = found.Count > PageSize;
    }
}
