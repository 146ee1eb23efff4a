using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>
/// Puts the bodies of variables and macros where an expression uses them. It works on trees, not on text, so precedence cannot
/// change; and what a body means is settled where it was written: its own names never meet those of the place that uses it.
/// Every node of a body takes the place of the use, because that is where the reader looks. Size and depth are bounded while
/// expanding, so that definitions that double each other cost no more than any other expression.
/// </summary>
internal sealed class TreeExpander(Definitions definitions)
{
    private readonly List<CelProblem> _problems = [];
    private int _nodes;
    private int _renamed;

    /// <summary>The expanded tree, or null with <paramref name="problems"/>, or null where a definition is broken.</summary>
    public static CelExpression? Expand(CelExpression root, Definitions definitions, out IReadOnlyList<CelProblem> problems)
    {
        var expander = new TreeExpander(definitions);
        var expanded = expander.Expand(root, new Place(null, null, null, 0));
        problems = expander._problems;
        return expander._problems.Count == 0 ? expanded : null;
    }

    /// <summary>The body of a definition by itself, to be checked: parameters become <see cref="CheckedNameOf"/>.</summary>
    public static CelExpression? ExpandBody(Definition definition, Definitions definitions, out IReadOnlyList<CelProblem> problems)
    {
        Bindings? bindings = null;
        foreach (var parameter in definition.Parameters ?? [])
        {
            bindings = new Bindings(parameter, null, null, CheckedNameOf(parameter), bindings);
        }

        var expander = new TreeExpander(definitions);
        var expanded = expander.Expand(definition.Body, new Place(null, bindings, null, 0));
        problems = expander._problems;
        return expander._problems.Count == 0 ? expanded : null;
    }

    public static string CheckedNameOf(string parameter) => parameter + "@parameter";

    private CelExpression? Expand(CelExpression e, Place place)
    {
        if (++_nodes > CelLimits.Nodes || place.Level > CelLimits.Depth)
        {
            return Fail(place.At(e), "expands-too-far",
                $"with its variables and macros the expression has more than {CelLimits.Nodes} parts or {CelLimits.Depth} levels",
                "use fewer of them");
        }

        if (place.IsInBody && !definitions.Budget.TrySpend())
        {
            return Fail(place.At(e), "expands-too-far",
                $"the variables and macros of the set add more than {DocumentLimits.Expanded:N0} parts to its conditions",
                "use fewer of them, or shorter ones");
        }

        var below = place with { Level = place.Level + 1 };
        return e switch
        {
            CelIdentifier identifier => Identifier(identifier, place),
            CelSelect select => Select(select, below),
            CelCall call => Call(call, below),
            _ => TreeCopy.Of(e, place.At(e), child => Expand(child, below)),
        };
    }

    private CelExpression? Identifier(CelIdentifier identifier, Place place)
    {
        if (!identifier.IsRooted && place.Bindings?.Find(identifier.Name) is { } bound)
        {
            return bound.Argument is { } argument
                ? Expand(argument, bound.Scope! with { Level = place.Level })
                : new CelIdentifier(place.At(identifier), bound.Renamed!);
        }

        // A name of a body that no parameter stands for is of the vocabulary, whatever variables surround the use.
        var isRooted = identifier.IsRooted || place.Around?.Find(identifier.Name) is not null;
        return new CelIdentifier(place.At(identifier), identifier.Name, isRooted);
    }

    private CelExpression? Select(CelSelect select, Place place)
    {
        if (select is { IsOptional: false, Operand: CelIdentifier { Name: "vars" } root }
            && (root.IsRooted || place.Bindings?.Find("vars") is null))
        {
            return Variable(select, place);
        }

        // `threat("…")` is the probability by itself.
        if (select is { Operand: CelCall { Target: null, Function: "threat" } threat, Field: "probability" })
        {
            return Call(threat, place);
        }

        CelExpression node = select is { Operand: CelCall { Target: null, Function: "threat" } evidence, Field: "evidence" }
            ? new CelCall(evidence.Offset, null, "threat.evidence", evidence.Arguments)
            : select;
        return TreeCopy.Of(node, place.At(select), c => Expand(c, place));
    }

    private CelExpression? Variable(CelSelect select, Place place)
    {
        if (definitions.FindVariable(select.Field) is not { } variable)
        {
            var hint = NearestName.Hint(select.Field, definitions.VariableNames);
            return Fail(place.At(select), "unknown-name", $"there is no variable `{select.Field}`",
                hint.Length > 0 ? hint : "define it under `variables:`");
        }

        return variable.IsBroken ? Broken() : Expand(variable.Body, place.Enter(place.At(select), null));
    }

    private CelExpression? Call(CelCall call, Place place)
    {
        if (call is { Target: CelIdentifier { Name: "experiment" }, Function: "arm" })
        {
            return TreeCopy.Of(new CelCall(call.Offset, null, "experiment.arm", call.Arguments), place.At(call), c => Expand(c, place));
        }

        if (call.Target is null && definitions.TryFindMacro(call.Function, out var macro))
        {
            return Macro(call, macro, place);
        }

        return MacroForm.Of(call) is { Variables: > 0 } binder && NamesOf(call, binder.Variables) is { } names
            ? Binder(call, names, place)
            : TreeCopy.Of(call, place.At(call), c => Expand(c, place));
    }

    /// <summary>What a macro of the language calls its variables; null where that is none, which the checker tells.</summary>
    private static List<string>? NamesOf(CelCall call, int variables)
    {
        var names = call.Arguments.Take(variables).OfType<CelIdentifier>().Where(i => !i.IsRooted).Select(i => i.Name).ToList();
        return names.Count == variables ? names : null;
    }

    /// <summary>
    /// Within a body its own variables get names that nobody can write, so that they catch nothing of an argument. What a macro
    /// goes through, or binds, is outside of their reach.
    /// </summary>
    private CelCall? Binder(CelCall call, List<string> names, Place place)
    {
        var inner = place;
        foreach (var name in names)
        {
            var renamed = place.IsInBody ? $"{name}@{++_renamed}" : name;
            inner = inner with { Bindings = new Bindings(name, null, null, renamed, inner.Bindings) };
        }

        var outside = call.Function == "bind" ? 1 : -1;
        var target = call.Target is null ? null : Expand(call.Target, place);
        var arguments = new List<CelExpression>(call.Arguments.Count);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (Expand(call.Arguments[i], i == outside ? place : inner) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return target is null && call.Target is not null ? null : new CelCall(place.At(call), target, call.Function, arguments);
    }

    private CelExpression? Macro(CelCall call, Definition macro, Place place)
    {
        if (macro.IsBroken)
        {
            return Broken();
        }

        if (call.Arguments.Count != macro.Parameters!.Count)
        {
            return Fail(place.At(call), "macro-arguments",
                $"`{call.Function}` takes {macro.Parameters.Count} argument(s), not {call.Arguments.Count}",
                $"write {call.Function}({string.Join(", ", macro.Parameters)})");
        }

        Bindings? bindings = null;
        for (var i = 0; i < macro.Parameters.Count; i++)
        {
            bindings = new Bindings(macro.Parameters[i], call.Arguments[i], place, null, bindings);
        }

        return Expand(macro.Body, place.Enter(place.At(call), bindings));
    }

    private CelExpression? Fail(int offset, string code, string message, string mend)
    {
        if (_problems.Count == 0)
        {
            _problems.Add(new CelProblem(offset, code, message, mend));
        }

        return null;
    }

    private static CelExpression? Broken() => null;
}
