using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Atoms;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Numbers;

/// <summary>A comparison of two numeric expressions that is assumed to hold, or not to.</summary>
internal readonly record struct NumberRelation(NumberTerm Left, CelOperator Operator, NumberTerm Right, bool Holds)
{
    /// <summary>Draws what follows for the variables; false where it cannot be.</summary>
    public bool Settle(Situation situation)
    {
        var left = Left.Range(situation);
        var right = Right.Range(situation);
        if (!Holds && (left.CanBeUnknown || right.CanBeUnknown))
        {
            return true;
        }

        var op = Holds ? Operator : NumberOperators.Opposite(Operator);
        return left.CanCompare(op, right)
            && (Left.Variable is not { } x || situation.Narrow(x, right.Comparable(op)))
            && (Right.Variable is not { } y || situation.Narrow(y, left.Comparable(NumberOperators.Mirror(op))))
            && Share(situation, Left, op, Right)
            && Share(situation, Right, NumberOperators.Mirror(op), Left);
    }

    // x > 5 y means x > 2 y as well, as long as y is not negative.
    private static bool Share(Situation situation, NumberTerm whole, CelOperator op, NumberTerm part)
    {
        if (whole.Variable is not { } x || part.Product is not { } product || double.IsNaN(product.Factor)
            || situation.Number(product.Variable) is not { HasNumber: true, Hull.Low: >= 0 })
        {
            return true;
        }

        var factor = product.Factor;
        ShareDomain? share = op switch
        {
            CelOperator.Greater => ShareDomain.Above(factor, true),
            CelOperator.GreaterOrEqual => ShareDomain.AtLeast(factor, true),
            CelOperator.Less => ShareDomain.AtLeast(factor, false),
            CelOperator.LessOrEqual => ShareDomain.Above(factor, false),
            _ => null,
        };
        return share is null || situation.Narrow($"{x.Name} : {product.Variable.Name}", share);
    }
}
