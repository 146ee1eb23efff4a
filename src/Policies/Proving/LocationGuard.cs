using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Finds ways for a condition to hold on location alone. It follows "and", "or", "not" and "?:" to the comparisons and asks of
/// each what its inputs are. A comparison that holds of every known value, such as a count of at least 0, is no deed.
/// </summary>
internal sealed class LocationGuard(CheckedExpression expression)
{
    private readonly Dictionary<(CelExpression Part, bool Wanted), Ways> _known = [];
    private readonly Condition _condition = new(expression);
    private readonly Prover _prover = new();

    /// <summary>The part of the condition that can hold on location alone, or null where there is none.</summary>
    public CelExpression? Offender() => WaysFor(expression.Root, wanted: true).Location;

    // Each part is asked for once: conditions within conditions would double the work with every level.
    private Ways WaysFor(CelExpression part, bool wanted)
    {
        if (!_known.TryGetValue((part, wanted), out var ways))
        {
            ways = WaysOf(part, wanted);
            _known[(part, wanted)] = ways;
        }

        return ways;
    }

    private Ways WaysOf(CelExpression part, bool wanted) => part switch
    {
        CelUnary { IsNot: true } not => WaysFor(not.Operand, !wanted),
        // not (a and b) is (not a) or (not b).
        CelLogic logic when logic.IsAnd == wanted => All(logic.Operands, wanted),
        CelLogic logic => Any(logic.Operands, wanted) is { IsPossible: true } ways ? ways : new Ways(IsIdle(logic, wanted), null),
        CelConditional c => Any(
            All(WaysFor(c.Condition, true), WaysFor(c.Yes, wanted)),
            All(WaysFor(c.Condition, false), WaysFor(c.No, wanted))),
        _ when expression.References.GetValueOrDefault(part) is CelLocal local => WaysFor(local, part, wanted),
        // A comparison with true or false is the condition itself or its denial.
        CelBinary { Operator: CelOperator.Equal or CelOperator.NotEqual, Right: CelLiteral { Value: { Kind: CelKind.Bool } value } } b =>
            WaysFor(b.Left, value.IsTrue == (b.Operator == CelOperator.Equal) ? wanted : !wanted),
        CelBinary { Operator: CelOperator.Equal or CelOperator.NotEqual, Left: CelLiteral { Value: { Kind: CelKind.Bool } value } } b =>
            WaysFor(b.Right, value.IsTrue == (b.Operator == CelOperator.Equal) ? wanted : !wanted),
        // What holds of an element, holds of the whole in some request.
        CelCall call when expression.Macros.TryGetValue(call, out var macro)
            && macro.Kind is CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne or CelMacro.Bind
                or CelMacro.Block => WaysFor(macro.Body, wanted),
        CelLiteral literal => new Ways(literal.Value.IsTrue == wanted, null),
        _ => OfComparison(part, wanted),
    };

    // The variable of a macro is what it was taken from.
    private Ways WaysFor(CelLocal local, CelExpression part, bool wanted) => local switch
    {
        { IsWhole: true } => WaysFor(local.Source, wanted),
        { Source: CelList list } => Any(list.Elements, wanted),
        _ => OfComparison(part, wanted),
    };

    // A comparison with something unknown is false, so its denial holds of everybody of whom nothing is known: that somebody
    // did not do a thing is no ground.
    private Ways OfComparison(CelExpression part, bool wanted)
    {
        var hasLocation = false;
        foreach (var input in RuleInputs.Of(part, expression.References))
        {
            if (input.Nature == InputNature.Evidence && (wanted || input.IsAlwaysKnown) && !IsIdle(part, wanted))
            {
                return new Ways(false, null);
            }

            hasLocation |= input.Nature == InputNature.Location;
        }

        return hasLocation ? new Ways(false, part) : new Ways(true, null);
    }

    /// <summary>Whether a part comes out as wanted for whatever is known: it tells nobody apart.</summary>
    private bool IsIdle(CelExpression part, bool wanted)
    {
        var known = new Situation();
        foreach (var input in RuleInputs.Of(part, expression.References))
        {
            if (input.Feature is not null)
            {
                known.Narrow(input, NumberDomain.AnyNumber(orUnknown: false));
            }
        }

        Goal[] otherwise = [new Goal(_condition, part, wanted ? Wanted.NotTrue : Wanted.NotFalse)];
        return _prover.CanHold(otherwise, known) == Answer.Impossible;
    }

    private Ways All(IReadOnlyList<CelExpression> parts, bool wanted)
    {
        var all = new Ways(true, null);
        foreach (var part in parts)
        {
            all = All(all, WaysFor(part, wanted));
        }

        return all;
    }

    private Ways Any(IReadOnlyList<CelExpression> parts, bool wanted)
    {
        var any = new Ways(false, null);
        foreach (var part in parts)
        {
            any = Any(any, WaysFor(part, wanted));
        }

        return any;
    }

    private static Ways All(Ways a, Ways b) => new(
        a.Neutral && b.Neutral,
        a.IsPossible && b.IsPossible ? a.Location ?? b.Location : null);

    private static Ways Any(Ways a, Ways b) => new(a.Neutral || b.Neutral, a.Location ?? b.Location);

    /// <summary>How a part can come out as wanted without any evidence.</summary>
    /// <param name="Neutral">On neutral inputs alone.</param>
    /// <param name="Location">On location (and neutral inputs): the comparison that says so.</param>
    private readonly record struct Ways(bool Neutral, CelExpression? Location)
    {
        public bool IsPossible => Neutral || Location is not null;
    }
}
