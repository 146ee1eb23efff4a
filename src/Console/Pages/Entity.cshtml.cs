using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Console.Entities;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>One entity: what stands against it and what was decided about it.</summary>
internal sealed class EntityModel(DecisionReader decisions, IRestrictionLedger ledger) : PageModel
{
    private const int Most = 25;
    private const int MostPast = 10;

    public EntityKey Key { get; private set; }

    public DecisionFilter Filter => new() { Entity = Key };

    public DecisionPage Rows { get; private set; } = DecisionPage.Empty;

    public IReadOnlyList<LedgerEntry> Standing { get; private set; } = [];

    public IReadOnlyList<LedgerEntry> Past { get; private set; } = [];

    public string? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? key, string? done, CancellationToken cancel)
    {
        if (EntityInput.Read(key) is not { } entity)
        {
            return NotFound();
        }

        Key = entity;
        Notice = RestrictionNotice.Of(done);
        Rows = await decisions.QueryAsync(Filter, null, null, Most, cancel);
        Standing = await ledger.ListAsync(new LedgerQuery { Entity = entity, Standing = true, Limit = Most }, cancel);
        Past = await ledger.ListAsync(new LedgerQuery { Entity = entity, Standing = false, Limit = MostPast }, cancel);
        return Page();
    }
}
