using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Tests.Cel.Parsing;

/// <summary>Trees compared by shape; nodes themselves compare by reference.</summary>
internal static class CelTrees
{
    public static bool AreSame(CelExpression a, CelExpression b)
    {
        if (a.GetType() != b.GetType() || !IsSameNode(a, b))
        {
            return false;
        }

        var left = CelChildren.Of(a).ToList();
        var right = CelChildren.Of(b).ToList();
        return left.Count == right.Count && left.Zip(right).All(p => AreSame(p.First, p.Second));
    }

    private static bool IsSameNode(CelExpression a, CelExpression b) => (a, b) switch
    {
        (CelLiteral x, CelLiteral y) => x.Value.Kind == y.Value.Kind && CelEquality.AreEqual(x.Value, y.Value),
        (CelIdentifier x, CelIdentifier y) => x.Name == y.Name,
        (CelSelect x, CelSelect y) => x.Field == y.Field,
        (CelCall x, CelCall y) => x.Function == y.Function && x.Target is null == y.Target is null,
        (CelUnary x, CelUnary y) => x.IsNot == y.IsNot,
        (CelBinary x, CelBinary y) => x.Operator == y.Operator,
        (CelLogic x, CelLogic y) => x.IsAnd == y.IsAnd,
        _ => true,
    };
}
