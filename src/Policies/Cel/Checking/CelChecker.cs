using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>
/// Settles names and types. A wrong part is reported once and taken as dyn from there on, so one mistake is one problem.
/// Numbers of different types may be compared (cel-spec, "Cross-type numeric comparisons"), not added.
/// </summary>
internal sealed class CelChecker
{
    private readonly CelEnvironment _environment;
    private readonly List<CelProblem> _problems = [];
    private readonly Dictionary<CelExpression, CelVariable> _references = [];

    private CelChecker(CelEnvironment environment) => _environment = environment;

    /// <summary>Settles names and types; every problem at once.</summary>
    public static CheckedExpression Check(CelExpression root, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        var checker = new CelChecker(environment);
        var type = checker.TypeOf(root);
        problems = checker._problems;
        return new CheckedExpression(root, type, checker._references);
    }

    private CelType TypeOf(CelExpression expression) => expression switch
    {
        CelLiteral literal => TypeOf(literal.Value),
        CelIdentifier identifier => TypeOfName(identifier, identifier.Name),
        CelSelect select => TypeOf(select),
        CelIndex index => TypeOf(index),
        CelCall call => TypeOf(call),
        CelList list => CelType.ListOf(JoinAll(list.Elements)),
        CelMapLiteral map => CelType.MapOf(JoinAll(map.Keys), JoinAll(map.Values)),
        CelUnary unary => TypeOf(unary),
        CelBinary binary => TypeOf(binary),
        CelLogic logic => TypeOf(logic),
        CelConditional conditional => TypeOf(conditional),
        _ => throw new InvalidOperationException($"no rule types a {expression.GetType().Name}"),
    };

    private static CelType TypeOf(in CelValue value) => value.Kind switch
    {
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        _ => CelType.Null,
    };

    private CelType TypeOfName(CelExpression expression, string name)
    {
        if (_environment.Find(name) is { } variable)
        {
            _references[expression] = variable;
            return variable.Type;
        }

        // Looking for the name that was meant costs more than all the rest: not for what is not reported anyway.
        if (_problems.Count < CelLimits.Problems)
        {
            Report(UnknownName.Describe(expression, name, _environment));
        }

        return CelType.Dyn;
    }

    private CelType TypeOf(CelSelect select)
    {
        if (CelSelect.QualifiedName(select) is { } name
            && (_environment.Find(name) is not null || _environment.Find(RootOf(name)) is null))
        {
            return TypeOfName(select, name);
        }

        var operand = TypeOf(select.Operand);
        if (operand.IsDyn || operand.Kind == CelTypeKind.Map)
        {
            return operand.Element ?? CelType.Dyn;
        }

        return Report(select, "no-such-field", $"a value of type {operand} has no field `{select.Field}`");
    }

    private static string RootOf(string name) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;

    private CelType TypeOf(CelIndex index)
    {
        var operand = TypeOf(index.Operand);
        var at = TypeOf(index.Index);
        return operand.Kind switch
        {
            CelTypeKind.Dyn => CelType.Dyn,
            CelTypeKind.List when at.IsDyn || at.IsNumeric => operand.Element!,
            CelTypeKind.Map when at.Fits(operand.Key!) || (at.IsNumeric && operand.Key!.IsNumeric) => operand.Element!,
            _ => Report(index, "no-such-overload", $"a {operand} cannot be indexed by a {at}"),
        };
    }

    private CelType TypeOf(CelCall call)
    {
        if (call.Target is null && _environment.FindForm(call.Function) is { } form)
        {
            if (form(call, out var problem) is { } variable)
            {
                _references[call] = variable;
                return variable.Type;
            }

            Report(problem);
            return CelType.Dyn;
        }

        var arguments = new List<CelType>(call.Arguments.Count + 1);
        if (call.Target is not null)
        {
            arguments.Add(TypeOf(call.Target));
        }

        foreach (var argument in call.Arguments)
        {
            arguments.Add(TypeOf(argument));
        }

        return CelFunctions.Find(call.Function, call.Target is not null) is { } function
            ? TypeOf(call, function, arguments)
            : ReportUnknownFunction(call);
    }

    private CelType TypeOf(CelCall call, CelFunction function, List<CelType> arguments)
    {
        CelType? result = null;
        foreach (var overload in function.Overloads)
        {
            if (overload.Accepts(arguments))
            {
                result = result is null ? overload.Result : CelType.Join(result, overload.Result);
            }
        }

        if (result is null)
        {
            return Report(call, "no-such-overload",
                $"`{call.Function}` does not take ({string.Join(", ", arguments)})", $"it takes {function.Signatures}");
        }

        if (function.WantsLiteralPattern && RegexPattern.Problem(call) is { } problem)
        {
            Report(problem);
        }

        return result;
    }

    private CelType ReportUnknownFunction(CelCall call)
    {
        var isMember = call.Target is not null;
        if (CelFunctions.Find(call.Function, !isMember) is not null)
        {
            return Report(call, "no-such-overload", $"`{call.Function}` is not called so",
                isMember ? $"write {call.Function}(value)" : $"write value.{call.Function}(…)");
        }

        var names = CelFunctions.Names.Concat(_environment.FormNames);
        return Report(call, "unknown-function", $"there is no function `{call.Function}`", NearestName.Hint(call.Function, names));
    }

    private CelType TypeOf(CelUnary unary)
    {
        var operand = TypeOf(unary.Operand);
        if (unary.IsNot)
        {
            return operand.Fits(CelType.Bool) ? CelType.Bool
                : Report(unary, "no-such-overload", $"`!` wants a bool, not a {operand}", "compare it with something");
        }

        return operand.IsDyn || operand.Kind is CelTypeKind.Int or CelTypeKind.Double
            ? operand
            : Report(unary, "no-such-overload", $"`-` wants an int or a double, not a {operand}");
    }

    private CelType TypeOf(CelBinary binary)
    {
        var left = TypeOf(binary.Left);
        var right = TypeOf(binary.Right);
        if (OperatorTypes.ResultOf(binary.Operator, left, right) is not { } result)
        {
            return Report(binary, "no-such-overload",
                $"`{CelOperators.TextOf(binary.Operator)}` does not take {left} and {right}", OperatorTypes.Mend(left, right));
        }

        if (binary.Operator is CelOperator.Equal or CelOperator.NotEqual or CelOperator.In)
        {
            CheckValue(binary.Left, binary.Right);
            CheckValue(binary.Right, binary.Left);
        }

        return result;
    }

    /// <summary>A variable with few values is compared with one of them.</summary>
    private void CheckValue(CelExpression variable, CelExpression value)
    {
        if (!_references.TryGetValue(variable, out var reference) || reference.Values is not { } values)
        {
            return;
        }

        foreach (var one in value is CelList list ? list.Elements : [value])
        {
            if (one is CelLiteral { Value: { Kind: CelKind.String } literal } && !values.Contains(literal.AsString))
            {
                var hint = NearestName.Hint(literal.AsString, values);
                Report(new CelProblem(one.Offset, "unknown-value", $"`{reference.Name}` is never {literal}",
                    $"{hint}{(hint.Length > 0 ? " " : "")}it is one of {string.Join(", ", values)}"));
            }
        }
    }

    private CelType TypeOf(CelLogic logic)
    {
        foreach (var operand in logic.Operands)
        {
            var type = TypeOf(operand);
            if (!type.Fits(CelType.Bool))
            {
                Report(operand, "no-such-overload",
                    $"`{(logic.IsAnd ? "&&" : "||")}` wants bool on every side, not a {type}", "compare it with something");
            }
        }

        return CelType.Bool;
    }

    private CelType TypeOf(CelConditional conditional)
    {
        var condition = TypeOf(conditional.Condition);
        if (!condition.Fits(CelType.Bool))
        {
            Report(conditional.Condition, "no-such-overload", $"the condition of `?` is a {condition}, not a bool");
        }

        var yes = TypeOf(conditional.Yes);
        var no = TypeOf(conditional.No);
        return yes.Fits(no)
            ? CelType.Join(yes, no)
            : Report(conditional, "no-such-overload", $"the two results of `?` are a {yes} and a {no}", "make them one type");
    }

    private CelType JoinAll(IReadOnlyList<CelExpression> all)
    {
        CelType? joined = null;
        foreach (var one in all)
        {
            var type = TypeOf(one);
            joined = joined is null ? type : CelType.Join(joined, type);
        }

        return joined ?? CelType.Dyn;
    }

    private CelType Report(CelExpression at, string code, string message, string mend = "")
    {
        Report(new CelProblem(at.Offset, code, message, mend));
        return CelType.Dyn;
    }

    private void Report(CelProblem problem)
    {
        if (_problems.Count < CelLimits.Problems)
        {
            _problems.Add(problem);
        }
    }
}
