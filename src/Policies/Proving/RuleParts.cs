using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>The parts of a condition below "and", "or", "not" and "?:", from left to right: what a finding points at.</summary>
internal static class RuleParts
{
    public static IEnumerable<CelExpression> Of(CelExpression expression) => expression switch
    {
        CelLogic logic => logic.Operands.SelectMany(Of),
        CelUnary { IsNot: true } not => Of(not.Operand),
        CelConditional c => Of(c.Condition).Concat(Of(c.Yes)).Concat(Of(c.No)),
        _ => [expression],
    };
}
