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
    private readonly Dictionary<CelExpression, CelFunction> _functions = [];
    private readonly Dictionary<CelExpression, CelMacroCall> _macros = [];
    private readonly CelScope _scope = new();
    private readonly MacroChecker _macroChecker;

    private CelChecker(CelEnvironment environment)
    {
        _environment = environment;
        _macroChecker = new MacroChecker(this, _scope, _macros);
    }

    /// <summary>Settles names and types; every problem at once.</summary>
    public static CheckedExpression Check(CelExpression root, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        var checker = new CelChecker(environment);
        var type = checker.TypeOf(root);
        problems = checker._problems;
        return new CheckedExpression(root, type, checker._references)
        {
            Functions = checker._functions,
            Macros = checker._macros,
            Slots = checker._scope.Most,
        };
    }

    /// <summary>The type of a part; each part is asked for once.</summary>
    internal CelType TypeOf(CelExpression expression)
    {
        var type = TypeOfPart(expression);
        return type.Nesting <= CelLimits.Depth
            ? type
            : Report(expression, "too-deep", $"lists and maps stand in each other deeper than {CelLimits.Depth} levels");
    }

    private CelType TypeOfPart(CelExpression expression) => expression switch
    {
        CelLiteral literal => CelType.OfLiteral(literal.Value.Kind),
        CelIdentifier identifier => TypeOf(identifier),
        CelSelect select => TypeOf(select),
        CelIndex index => TypeOf(index),
        CelCall call => TypeOf(call),
        CelList list => CelType.ListOf(JoinAll(list.Elements, list.IsOptional)),
        CelMapLiteral map => CelType.MapOf(KeysOf(map), JoinAll(map.Values, map.IsOptional)),
        CelUnary unary => TypeOf(unary),
        CelBinary binary => TypeOf(binary),
        CelLogic logic => TypeOf(logic),
        CelConditional conditional => TypeOf(conditional),
        _ => throw new InvalidOperationException($"no rule types a {expression.GetType().Name}"),
    };

    private CelType TypeOf(CelIdentifier identifier)
    {
        if (LocalOf(identifier) is { } local)
        {
            _references[identifier] = local;
            return local.Type;
        }

        return TypeOfName(identifier, identifier.Name, identifier.IsRooted);
    }

    private CelLocal? LocalOf(CelIdentifier? identifier) =>
        identifier is { IsRooted: false } ? _scope.Find(identifier.Name) : null;

    private CelType TypeOfName(CelExpression expression, string name, bool isRooted)
    {
        if (Find(name, isRooted) is { } variable)
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

    private CelVariable? Find(string name, bool isRooted) =>
        isRooted ? _environment.FindRooted(name) : _environment.Find(name);

    /// <summary>Whether the selection spells a variable's name, such as <c>request.path</c>.</summary>
    internal bool IsVariable(CelSelect select) =>
        CelSelect.RootOf(select) is { } root && LocalOf(root) is null
        && CelSelect.QualifiedName(select) is { } name && Find(name, root.IsRooted) is not null;

    private CelType TypeOf(CelSelect select)
    {
        // The longest name that is a variable counts; where there is none, the whole is an unknown name.
        if (CelSelect.RootOf(select) is { } root && LocalOf(root) is null && CelSelect.QualifiedName(select) is { } name
            && (Find(name, root.IsRooted) is not null || !BeginsWithVariable(name, root.IsRooted)))
        {
            return TypeOfName(select, name, root.IsRooted);
        }

        var operand = TypeOf(select.Operand);
        var isOptional = select.IsOptional || operand.Kind == CelTypeKind.Optional;
        var container = operand.Kind == CelTypeKind.Optional ? operand.Element! : operand;
        if (container.IsDyn || (container.Kind == CelTypeKind.Map && CelType.String.Fits(container.Key!)))
        {
            var field = container.Element ?? CelType.Dyn;
            return isOptional ? CelType.OptionalOf(field) : field;
        }

        return Report(select, "no-such-field", $"a value of type {container} has no field `{select.Field}`");
    }

    private bool BeginsWithVariable(string name, bool isRooted)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (Find(name[..dot], isRooted) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private CelType TypeOf(CelIndex index)
    {
        var operand = TypeOf(index.Operand);
        var at = TypeOf(index.Index);
        var isOptional = index.IsOptional || operand.Kind == CelTypeKind.Optional;
        var container = operand.Kind == CelTypeKind.Optional ? operand.Element! : operand;
        var element = container.Kind switch
        {
            CelTypeKind.Dyn or CelTypeKind.Unbound => CelType.Dyn,
            CelTypeKind.List when at.IsDyn || at.IsNumeric => container.Element!,
            CelTypeKind.Map when at.Fits(container.Key!) || (at.IsNumeric && container.Key!.IsNumeric) => container.Element!,
            _ => null,
        };
        return element is null ? Report(index, "no-such-overload", $"{container.WithArticle} cannot be indexed by {at.WithArticle}")
            : isOptional ? CelType.OptionalOf(element) : element;
    }

    private CelType TypeOf(CelCall call)
    {
        if (call.Target is null && _environment.FindForm(call.Function) is { } form)
        {
            if (form(call, out var formProblem) is { } variable)
            {
                _references[call] = variable;
                return variable.Type;
            }

            Report(formProblem);
            return CelType.Dyn;
        }

        if (MacroForm.NameOf(call) is { } name && _scope.Find(name) is { } local)
        {
            _references[call] = local;
            return local.Type;
        }

        if (MacroForm.Of(call) is { } macro)
        {
            return _macroChecker.TypeOf(call, macro);
        }

        var function = QualifiedFunction(call);
        if (function is null && (UnknownCall.MisusedMacro(call) ?? UnknownQualified(call)) is { } problem)
        {
            Report(problem);
            return CelType.Dyn;
        }

        var isMember = call.Target is not null && function is null;
        var arguments = new List<CelType>(call.Arguments.Count + 1);
        if (isMember)
        {
            arguments.Add(TypeOf(call.Target!));
        }

        foreach (var argument in call.Arguments)
        {
            arguments.Add(TypeOf(argument));
        }

        function ??= CelFunctions.Find(call.Function, isMember);
        if (function is null)
        {
            Report(UnknownCall.Describe(call, _environment));
            return CelType.Dyn;
        }

        return TypeOf(call, function, arguments);
    }

    /// <summary>The function that <c>math.abs(…)</c> names, where <c>math</c> is no variable.</summary>
    private CelFunction? QualifiedFunction(CelCall call) =>
        call.Target is { } target && CelSelect.QualifiedName(target) is { } name
        && LocalOf(CelSelect.RootOf(target)) is null && _environment.Find(name) is null
            ? CelFunctions.Find($"{name}.{call.Function}", isMember: false)
            : null;

    /// <summary>Of <c>maths.abs(1)</c>, where nothing begins with the namespace, the whole is the wrong name.</summary>
    private CelProblem? UnknownQualified(CelCall call)
    {
        var isUnknown = call.Target is { } target && CelSelect.QualifiedName(target) is { } name
            && LocalOf(CelSelect.RootOf(target)) is null && _environment.Find(name) is null
            && !_environment.IsGroup(CelSelect.RootOf(target)!.Name) && !BeginsWithVariable(name + ".", isRooted: false)
            && CelFunctions.Find(call.Function, isMember: true) is null;
        return isUnknown ? UnknownCall.Describe(call) : null;
    }

    private CelType TypeOf(CelCall call, CelFunction function, List<CelType> arguments)
    {
        _functions[call] = function;
        CelType? result = null;
        foreach (var overload in function.Overloads)
        {
            if (overload.Match(arguments) is { } one)
            {
                result = result is null ? one : CelType.Join(result, one);
            }
        }

        if (result is null)
        {
            return Report(call, "no-such-overload",
                $"`{function.Name}` does not take ({string.Join(", ", arguments)})", $"it takes {function.Signatures}");
        }

        if (UnknownCall.UnreadableLiteral(call, function) is { } unreadable)
        {
            Report(unreadable);
        }

        if (function.TakesPattern && RegexPattern.Problem(call, _environment.AllowsDynamicPatterns) is { } problem)
        {
            Report(problem);
        }

        return result;
    }

    private CelType TypeOf(CelUnary unary)
    {
        var operand = TypeOf(unary.Operand);
        if (unary.IsNot)
        {
            return operand.Fits(CelType.Bool) ? CelType.Bool
                : Report(unary, "no-such-overload", $"`!` wants a bool, not {operand.WithArticle}", "compare it with something");
        }

        return operand.IsDyn || operand.Kind is CelTypeKind.Int or CelTypeKind.Double
            ? operand
            : Report(unary, "no-such-overload", $"`-` wants an int or a double, not {operand.WithArticle}");
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
                    $"`{(logic.IsAnd ? "&&" : "||")}` wants bool on every side, not {type.WithArticle}", "compare it with something");
            }
        }

        return CelType.Bool;
    }

    private CelType TypeOf(CelConditional conditional)
    {
        var condition = TypeOf(conditional.Condition);
        if (!condition.Fits(CelType.Bool))
        {
            Report(conditional.Condition, "no-such-overload", $"the condition of `?` is {condition.WithArticle}, not a bool");
        }

        var yes = TypeOf(conditional.Yes);
        var no = TypeOf(conditional.No);
        return yes.Fits(no)
            ? CelType.Join(yes, no)
            : Report(conditional, "no-such-overload",
                $"the two results of `?` are {yes.WithArticle} and {no.WithArticle}", "make them one type");
    }

    private CelType KeysOf(CelMapLiteral map)
    {
        var joined = CelType.Unbound;
        foreach (var key in map.Keys)
        {
            var type = TypeOf(key);
            if (!type.IsDyn && type.Kind is not (CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.String))
            {
                type = Report(key, "bad-key", $"a map has no keys of type {type}", "use a bool, an int, a uint or a string");
            }

            joined = CelType.Join(joined, type);
        }

        return joined;
    }

    private CelType JoinAll(IReadOnlyList<CelExpression> all, Func<int, bool> isOptional)
    {
        var joined = CelType.Unbound;
        for (var i = 0; i < all.Count; i++)
        {
            var type = TypeOf(all[i]);
            if (isOptional(i) && !type.IsDyn)
            {
                type = type.Kind == CelTypeKind.Optional
                    ? type.Element!
                    : Report(all[i], "no-such-overload", $"what follows `?` is {type.WithArticle}, not an optional", "leave the `?` away");
            }

            joined = CelType.Join(joined, type);
        }

        return joined;
    }

    internal CelType Report(CelExpression at, string code, string message, string mend = "")
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
