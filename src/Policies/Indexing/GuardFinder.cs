using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Indexing;

/// <summary>
/// Finds for a condition the guards of which one must hold for it to be true. Of "and" the best side is enough, because false
/// wins over an error there; "or" needs one for each side. What it does not understand it leaves without guards.
/// </summary>
internal static class GuardFinder
{
    /// <summary>A condition with more alternatives is always looked at.</summary>
    public const int MaxGuards = 16;

    private const double ShareOfThreat = 0.01;
    private const double ShareOfRisk = 0.02;
    private const double ShareOfFlag = 0.05;
    private const double ShareOfTraits = 0.5;
    private const double ShareOfKnown = 0.6;
    private const double ShareBelow = 0.8;

    /// <summary>One of these must hold; empty where the condition is never true; null where it must always be looked at.</summary>
    public static Guard[]? Find(CelNode node) => node switch
    {
        ChainNode { IsAnd: true } chain => Best(chain.Operands),
        ChainNode chain => All(chain.Operands),
        ConstantNode { Constant: { IsFalse: true } } => [],
        FlagNode flag => [new Guard(GuardKind.FeatureAtLeast, flag.Feature, float.Epsilon, ShareOfFlag)],
        FeatureKnownNode known => [Known(known.Feature)],
        TraitNode trait => [new Guard(GuardKind.Traits, unchecked((int)trait.All), 0, ShareOfTraits)],
        ComparisonNode comparison => OfComparison(comparison) ?? OfInputs(comparison),
        _ => null,
    };

    private static double ShareOf(Guard[] guards)
    {
        var share = 0.0;
        foreach (var guard in guards)
        {
            share += guard.Share;
        }

        return share;
    }

    private static Guard[]? Best(IReadOnlyList<CelNode> parts)
    {
        Guard[]? best = null;
        foreach (var part in parts)
        {
            if (Find(part) is { } guards && (best is null || ShareOf(guards) < ShareOf(best)))
            {
                best = guards;
            }
        }

        return best;
    }

    private static Guard[]? All(IReadOnlyList<CelNode> parts)
    {
        var all = new List<Guard>();
        foreach (var part in parts)
        {
            if (Find(part) is not { } guards)
            {
                return null;
            }

            all.AddRange(guards);
        }

        return all.Count <= MaxGuards ? [.. all.Distinct()] : null;
    }

    private static Guard[]? OfComparison(ComparisonNode comparison) =>
        IsConstant(comparison.Right) ? OfThreshold(comparison.Left, comparison.Operator, comparison.Right.Number(default))
        : IsConstant(comparison.Left) ? OfThreshold(comparison.Right, Mirror(comparison.Operator), comparison.Left.Number(default))
        : null;

    /// <summary>Whether it reads nothing, as <c>20.0 * 3.0</c>.</summary>
    private static bool IsConstant(NumberNode node) => node switch
    {
        NumberConstantNode => true,
        NumberNegationNode negation => IsConstant(negation.Operand),
        NumberArithmeticNode arithmetic => IsConstant(arithmetic.Left) && IsConstant(arithmetic.Right),
        _ => false,
    };

    private static Guard[]? OfThreshold(NumberNode subject, CelOperator op, double constant)
    {
        var least = op switch
        {
            CelOperator.Greater => FloatBounds.Above(constant),
            CelOperator.GreaterOrEqual or CelOperator.Equal => FloatBounds.AtLeast(constant),
            _ => float.NaN,
        };
        switch (subject)
        {
            case FeatureNode feature when !float.IsNaN(least):
                return [new Guard(GuardKind.FeatureAtLeast, feature.Feature, least, ShareFrom(least))];
            case FeatureNode feature when op is CelOperator.Less or CelOperator.LessOrEqual:
                var most = op == CelOperator.Less ? FloatBounds.Below(constant) : FloatBounds.AtMost(constant);
                return [new Guard(GuardKind.FeatureAtMost, feature.Feature, most, ShareBelow)];
            case ThreatNode threat when least > 0:
                return [new Guard(GuardKind.ThreatAtLeast, (int)threat.Threat, least, ShareOfThreat)];
            case RiskNode when !float.IsNaN(least):
                return [new Guard(GuardKind.RiskAtLeast, 0, least, least > 0 ? ShareOfRisk : 1)];
            default:
                return null;
        }
    }

    /// <summary>Arithmetic with something unknown is unknown, and no comparison with that holds.</summary>
    private static Guard[]? OfInputs(ComparisonNode comparison) =>
        (FeatureIn(comparison.Left) ?? FeatureIn(comparison.Right)) is { } feature ? [Known(feature)] : null;

    private static int? FeatureIn(NumberNode node) => node switch
    {
        FeatureNode feature => feature.Feature,
        NumberNegationNode negation => FeatureIn(negation.Operand),
        NumberArithmeticNode arithmetic => FeatureIn(arithmetic.Left) ?? FeatureIn(arithmetic.Right),
        _ => null,
    };

    private static Guard Known(int feature) =>
        new(GuardKind.FeatureAtLeast, feature, float.NegativeInfinity, ShareOfKnown);

    /// <summary>Counts fall off quickly: from 10 on few requests are left, from 100 on fewer.</summary>
    private static double ShareFrom(float least) => least <= 0 ? ShareOfKnown : 0.3 / (1 + least);

    private static CelOperator Mirror(CelOperator op) => op switch
    {
        CelOperator.Less => CelOperator.Greater,
        CelOperator.LessOrEqual => CelOperator.GreaterOrEqual,
        CelOperator.Greater => CelOperator.Less,
        CelOperator.GreaterOrEqual => CelOperator.LessOrEqual,
        _ => op,
    };
}
