using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Console.Pages;

/// <summary>What people are to look at, and what they found.</summary>
internal sealed class CasesModel(ICaseLedger ledger) : PageModel
{
    public const int PageSize = 100;

    public IReadOnlyList<Case> Items { get; private set; } = [];

    public bool Closed { get; private set; }

    public bool HasOlder { get; private set; }

    public string? Notice { get; private set; }

    public async Task OnGetAsync(string? closed, string? before, string? done, CancellationToken cancel)
    {
        Closed = closed == "1";
        Notice = CaseNotice.Of(done);
        EventId? older = EventId.TryParse(before, out var cursor) ? cursor : null;
        var found = await ledger.ListAsync(new CaseQuery { Open = !Closed, Before = older, Limit = PageSize + 1 }, cancel);
        Items = [.. found.Take(PageSize)];
        HasOlder = found.Count > PageSize;
    }
}
