using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Pages;

internal sealed class DecisionModel(DecisionReader decisions, IRestrictionLedger restrictions, TimeProvider clock) : PageModel
{
    public Decision Decision { get; private set; } = null!;

    public IReadOnlyList<(LedgerEntry Line, string Role)> Restrictions { get; private set; } = [];

    public IReadOnlyList<TimelineStep> Timeline { get; private set; } = [];

    public IEnumerable<CandidateView> Candidates => CandidateView.Of(Decision);

    public IEnumerable<FeatureGroup> Features => FeatureGroup.Of(Decision.Features);

    public string Elapsed => Decision.ElapsedNs >= 1_000_000
        ? FormattableString.Invariant($"{Decision.ElapsedNs / 1e6:0.0} ms")
        : FormattableString.Invariant($"{Decision.ElapsedNs / 1e3:0.0} µs");

    public IEnumerable<string> Traits => Enum.GetValues<RequestTraits>()
        .Where(t => t != RequestTraits.None && Decision.Event.Traits.HasFlag(t)).Select(TraitWords.Of);

    /// <summary>What a case about this decision begins with: whom the policy held, else whom the request was of.</summary>
    public string CaseQuery
    {
        get
        {
            var owner = Decision.Applied is { Origin: RestrictionOrigin.Policy } standing ? standing.Owner : "";
            var policy = Decision.Winner?.Policy ?? owner;
            var entity = CaseSubject.Of(Decision);
            return $"decision={Decision.Id}&policy={Uri.EscapeDataString(policy)}&entity={Uri.EscapeDataString(entity.ToString())}"
                + $"&next={Uri.EscapeDataString($"/decisions/{Decision.Id}")}";
        }
    }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!EventId.TryParse(id, out var eventId) || await decisions.FindAsync(eventId, cancel) is not { } decision)
        {
            return NotFound();
        }

        Decision = decision;
        var lines = new List<(LedgerEntry, string)>();
        if (decision.Applied is { } applied)
        {
            lines.Add((await restrictions.FindAsync(applied.Id, cancel) ?? new LedgerEntry(applied, null), "Held this request"));
        }

        foreach (var issued in decision.Issued)
        {
            lines.Add((await restrictions.FindAsync(issued.Id, cancel) ?? new LedgerEntry(issued, null), "Left by this decision"));
        }

        Restrictions = lines;
        Timeline = TimelineStep.Of(decision, Restrictions, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return Page();
    }
}
