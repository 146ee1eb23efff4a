using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>restrictions</c>: everything that stands on the request's entities, as maps; empty for nearly every request.</summary>
internal sealed class RestrictionsNode : CelNode
{
    /// <summary>Characters of a key or of the longest value, an owner's name.</summary>
    private const int LongestText = 256;

    private static readonly CelValue None = CelValue.Of((CelValue[])[]);

    /// <summary>As many maps as a decision keeps, of five short texts each.</summary>
    public static CelShape Largest { get; } =
        CelShape.ListOf(Decision.MaxStanding, CelShape.MapOf(5, CelShape.Text(LongestText), CelShape.Text(LongestText)));

    public override CelValue Value(in EvaluationFrame frame)
    {
        if (frame.Decision is not { } decision)
        {
            return CelErrors.NoDecision;
        }

        var standing = decision.Standing;
        if (standing.Count == 0)
        {
            return None;
        }

        var all = new CelValue[standing.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = CelValue.Of(Of(standing[i]));
        }

        return CelValue.Of(all);
    }

    private static CelMap Of(Restriction restriction)
    {
        var map = new CelMap();
        map.TryAdd(CelValue.Of("action"), CelValue.Of(ActionKinds.NameOf(restriction.Action)));
        map.TryAdd(CelValue.Of("scope"), CelValue.Of(EntityKinds.NameOf(restriction.Entity.Kind)));
        map.TryAdd(CelValue.Of("owner"), CelValue.Of(restriction.Owner));
        map.TryAdd(CelValue.Of("reason_code"), CelValue.Of(restriction.ReasonCode));
        map.TryAdd(CelValue.Of("until"), CelValue.Of(NowNode.Moment(restriction.UntilMs)));
        return map;
    }
}
