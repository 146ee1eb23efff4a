using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Console.Pages;

/// <summary>Who is left alone by which policy.</summary>
internal sealed class SnoozesModel(ICaseLedger ledger) : PageModel
{
    public const int PageSize = 100;

    public IReadOnlyList<Snooze> Items { get; private set; } = [];

    public bool HasOlder { get; private set; }

    public string? Notice { get; private set; }

    public async Task OnGetAsync(string? before, string? done, CancellationToken cancel)
    {
        Notice = CaseNotice.Of(done);
        EventId? older = EventId.TryParse(before, out var cursor) ? cursor : null;
        var found = await ledger.ListAsync(new SnoozeQuery { Before = older, Limit = PageSize + 1 }, cancel);
        Items = [.. found.Take(PageSize)];
        HasOlder = found.Count > PageSize;
    }
}
