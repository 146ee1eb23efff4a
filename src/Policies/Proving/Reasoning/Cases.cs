using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>Takes "and", "or", "not" and "?:" apart, with CEL's rules for what fails.</summary>
internal static class Cases
{
    /// <summary>The cases in which the goal is met, each a list of goals that must all be met; null for an atom.</summary>
    public static Goal[][]? Of(Goal goal) => goal.Part switch
    {
        _ when goal.Condition.Variable(goal.Part) is not null => null,
        CelUnary { IsNot: true } not => [[goal with { Part = not.Operand, Wanted = Denied(goal.Wanted) }]],
        CelLogic logic => OfLogic(goal, logic),
        CelConditional conditional => OfConditional(goal, conditional),
        CelBinary binary => OfEquality(goal, binary),
        _ => null,
    };

    // `a == true` is a, `a != true` and `a == false` are its denial; what fails fails in all of them.
    private static Goal[][]? OfEquality(Goal goal, CelBinary binary)
    {
        var (condition, literal) = binary.Right is CelLiteral ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        if (binary.Operator is not (CelOperator.Equal or CelOperator.NotEqual)
            || literal is not CelLiteral { Value.Kind: CelKind.Bool } truth || !IsTruth(goal.Condition, condition))
        {
            return null;
        }

        var isSame = truth.Value.IsTrue == (binary.Operator == CelOperator.Equal);
        return [[goal with { Part = condition, Wanted = isSame ? goal.Wanted : Denied(goal.Wanted) }]];
    }

    private static bool IsTruth(Condition condition, CelExpression part) => part switch
    {
        _ when condition.Variable(part) is { } variable => variable.Node is ConditionNode,
        CelLogic or CelUnary { IsNot: true } => true,
        CelBinary binary => CelOperators.LevelOf(binary.Operator) == CelOperators.Relation,
        _ => false,
    };

    // One false decides "and", one true decides "or"; what fails counts only where nothing decides.
    private static Goal[][] OfLogic(Goal goal, CelLogic logic)
    {
        var parts = new Goal[logic.Operands.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = goal with { Part = logic.Operands[i] };
        }

        var isOfAll = (goal.Wanted is Wanted.True or Wanted.NotFalse) == logic.IsAnd;
        return isOfAll ? [parts] : Array.ConvertAll(parts, static p => new[] { p });
    }

    private static Goal[][] OfConditional(Goal goal, CelConditional c)
    {
        Goal[] yes = [goal with { Part = c.Condition, Wanted = Wanted.True }, goal with { Part = c.Yes }];
        Goal[] no = [goal with { Part = c.Condition, Wanted = Wanted.False }, goal with { Part = c.No }];
        Goal[] failed =
        [
            goal with { Part = c.Condition, Wanted = Wanted.NotTrue },
            goal with { Part = c.Condition, Wanted = Wanted.NotFalse },
        ];
        return goal.Wanted is Wanted.True or Wanted.False ? [yes, no] : [yes, no, failed];
    }

    private static Wanted Denied(Wanted wanted) => wanted switch
    {
        Wanted.True => Wanted.False,
        Wanted.False => Wanted.True,
        Wanted.NotTrue => Wanted.NotFalse,
        _ => Wanted.NotTrue,
    };
}
