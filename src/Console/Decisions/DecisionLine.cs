using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>One line of a list.</summary>
/// <param name="Summary">The columns.</param>
/// <param name="Reason">Why, in plain words.</param>
internal sealed record DecisionLine(DecisionSummary Summary, string Reason)
{
    public EntityKey Ip => EntityKey.OfIp(Summary.Ip);

    public EntityKey Account => EntityKey.Of(EntityKind.Account, Summary.Account);
}
