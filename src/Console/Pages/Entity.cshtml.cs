using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Console.Entities;
using SecurityDecisioning.Console.Restrictions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>One entity: what stands against it and what was decided about it.</summary>
internal sealed class EntityModel(DecisionReader decisions, RestrictionDesk desk, TimeProvider clock) : PageModel
{
    private const int Most = 25;

    public EntityKey Key { get; private set; }

    public DecisionFilter Filter => new() { Entity = Key };

    public DecisionPage Rows { get; private set; } = new([], HasOlder: false);

    public IReadOnlyList<RestrictionLine> Standing { get; private set; } = [];

    public IReadOnlyList<RestrictionLine> Past { get; private set; } = [];

    public string? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? key, string? done, CancellationToken cancel)
    {
        if (EntityInput.Read(key) is not { } entity)
        {
            return NotFound();
        }

        Key = entity;
        Notice = RestrictionNotice.Of(done);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Rows = await decisions.QueryAsync(Filter, default, default, Most, cancel);
        Standing = await desk.StandingAsync(now, entity, Most, cancel);
        Past = await desk.PastAsync(now, entity, Most, cancel);
        return Page();
    }
}
