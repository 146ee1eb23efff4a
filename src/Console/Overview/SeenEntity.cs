using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Console.Overview;

/// <summary>An entity in the decisions looked at.</summary>
/// <param name="Entity">Who.</param>
/// <param name="Count">In how many of them.</param>
/// <param name="WasActedOn">Whether an action was enforced on it; else shadow policies alone would have acted.</param>
/// <param name="Strongest">The strongest action on it, or what shadow policies would have done.</param>
/// <param name="Risk">Its largest risk.</param>
internal sealed record SeenEntity(EntityKey Entity, int Count, bool WasActedOn, ActionKind Strongest, float Risk)
{
    public static SeenEntity Of(EntityKey entity, IReadOnlyCollection<DecisionSummary> decisions)
    {
        var strongest = decisions.Max(d => d.Action);
        var isActedOn = strongest > ActionKind.Allow;
        return new SeenEntity(
            entity, decisions.Count, isActedOn, isActedOn ? strongest : decisions.Max(d => d.ShadowAction), decisions.Max(d => d.Risk));
    }
}
