using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>Settles the variables and types of macros.</summary>
/// <param name="checker">Settles what is inside them.</param>
/// <param name="scope">The variables of the macros around.</param>
/// <param name="macros">Where the macros that are found go.</param>
internal sealed class MacroChecker(CelChecker checker, CelScope scope, Dictionary<CelExpression, CelMacroCall> macros)
{
    public CelType TypeOf(CelCall call, MacroForm form)
    {
        if (form.Kind == CelMacro.Has)
        {
            return TypeOfHas(call);
        }

        if (form.Kind == CelMacro.Block)
        {
            return TypeOfBlock(call, (CelList)call.Arguments[0], 0);
        }

        var arguments = call.Arguments;
        var range = form.Kind == CelMacro.Bind ? arguments[1] : call.Target!;
        var rangeType = checker.TypeOf(range);
        var names = NamesOf(call, form.Variables);
        if (names is null || scope.Count + names.Count > CelLimits.Variables || !IsRange(call, form, rangeType))
        {
            return Refuse(call, names);
        }

        var types = VariablesOf(form, rangeType);
        var first = new CelLocal(names[0], types.First, scope.Count, range) { IsWhole = form.Kind == CelMacro.Bind };
        var second = form.Variables == 2 ? new CelLocal(names[1], types.Second, scope.Count + 1, range) : null;
        scope.Enter(first);
        if (second is not null)
        {
            scope.Enter(second);
        }

        var filter = form.HasFilter ? arguments[form.Variables] : null;
        if (filter is not null)
        {
            RequireBool(call, filter, checker.TypeOf(filter));
        }

        var body = arguments[^1];
        var bodyType = checker.TypeOf(body);
        scope.Leave(form.Variables);
        macros[call] = new CelMacroCall(form.Kind, range, first, second, filter, body);
        return ResultOf(call, form.Kind, rangeType, bodyType);
    }

    private CelType TypeOfHas(CelCall call)
    {
        if (call.Arguments[0] is not CelSelect { IsOptional: false } select)
        {
            checker.TypeOf(call.Arguments[0]);
            return checker.Report(call, "bad-macro", "`has` wants the selection of a field", "write has(value.field)");
        }

        if (checker.IsVariable(select))
        {
            checker.TypeOf(select);
            return checker.Report(call, "bad-macro", $"`{select}` is a name that is always there, not a field of a map",
                "of a feature, ask known(f.…)");
        }

        var type = checker.TypeOf(select.Operand);
        type = type.Kind == CelTypeKind.Optional ? type.Element! : type;
        if (!type.IsDyn && type.Kind != CelTypeKind.Map)
        {
            return checker.Report(call, "no-such-field", $"a value of type {type} has no field `{select.Field}`");
        }

        macros[call] = new CelMacroCall(CelMacro.Has, select.Operand, null, null, null, select);
        return CelType.Bool;
    }

    /// <summary>
    /// <c>cel.block([a, b], c)</c> is <c>a</c> bound for all that follows it, then <c>b</c>, then <c>c</c>. The calls within, one for each
    /// expression of the list, stand in no source.
    /// </summary>
    private CelType TypeOfBlock(CelCall call, CelList list, int n)
    {
        if (n == list.Elements.Count)
        {
            macros[call] = new CelMacroCall(CelMacro.Block, call.Arguments[1], null, null, null, call.Arguments[1]);
            return checker.TypeOf(call.Arguments[1]);
        }

        var value = list.Elements[n];
        var type = checker.TypeOf(value);
        if (scope.Count >= CelLimits.Variables)
        {
            return Refuse(call, [""]);
        }

        var local = new CelLocal(MacroForm.IndexName(n), type, scope.Count, value) { IsWhole = true };
        scope.Enter(local);
        var rest = new CelCall(call.Offset, call.Target, call.Function, call.Arguments);
        var result = TypeOfBlock(rest, list, n + 1);
        scope.Leave(1);
        macros[call] = new CelMacroCall(CelMacro.Bind, value, local, null, null, rest);
        return result;
    }

    /// <summary>The names of a macro's variables, or null where one is no simple name or both are one.</summary>
    private List<string>? NamesOf(CelCall call, int count)
    {
        var names = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            if (MacroForm.NameOf(call.Arguments[i]) is not { } name || names.Contains(name))
            {
                checker.Report(call.Arguments[i], "bad-macro", $"`{call.Function}` wants the name of a new variable here",
                    $"write {MacroForm.UsageOf(call.Function)}");
                return null;
            }

            names.Add(name);
        }

        return names;
    }

    private CelType Refuse(CelCall call, List<string>? names)
    {
        if (names is not null && scope.Count + names.Count > CelLimits.Variables)
        {
            checker.Report(call, "too-deep", $"more than {CelLimits.Variables} variables of macros are in scope at once",
                "split it into several rules");
        }

        return CelType.Dyn;
    }

    private bool IsRange(CelCall call, MacroForm form, CelType type)
    {
        var fits = form.Kind switch
        {
            CelMacro.Bind => true,
            CelMacro.OptMap or CelMacro.OptFlatMap => type.IsDyn || type.Kind == CelTypeKind.Optional,
            CelMacro.SortBy => type.IsDyn || type.Kind == CelTypeKind.List,
            _ => type.IsDyn || type.Kind is CelTypeKind.List or CelTypeKind.Map,
        };
        if (!fits)
        {
            checker.Report(call, "no-such-overload", $"`{call.Function}` cannot go through {type.WithArticle}",
                $"write {MacroForm.UsageOf(call.Function)}");
        }

        return fits;
    }

    private static (CelType First, CelType Second) VariablesOf(MacroForm form, CelType range) => (form.Variables, range.Kind) switch
    {
        _ when form.Kind == CelMacro.Bind => (range, CelType.Dyn),
        (1, CelTypeKind.List or CelTypeKind.Optional) => (range.Element!, CelType.Dyn),
        (1, CelTypeKind.Map) => (range.Key!, CelType.Dyn),
        (2, CelTypeKind.List) => (CelType.Int, range.Element!),
        (2, CelTypeKind.Map) => (range.Key!, range.Element!),
        _ => (CelType.Dyn, CelType.Dyn),
    };

    private CelType ResultOf(CelCall call, CelMacro kind, CelType range, CelType body)
    {
        switch (kind)
        {
            case CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne:
                RequireBool(call, call.Arguments[^1], body);
                return CelType.Bool;
            case CelMacro.Filter:
                RequireBool(call, call.Arguments[^1], body);
                return range.Kind == CelTypeKind.Map ? CelType.ListOf(range.Key!) : range.IsDyn ? CelType.AnyList : range;
            case CelMacro.Map or CelMacro.TransformList:
                return CelType.ListOf(body);
            case CelMacro.TransformMap:
                return CelType.MapOf(
                    range.Kind == CelTypeKind.Map ? range.Key! : range.IsDyn ? CelType.Dyn : CelType.Int, body);
            case CelMacro.TransformMapEntry:
                return body.IsDyn || body.Kind == CelTypeKind.Map
                    ? body.IsDyn ? CelType.AnyMap : body
                    : checker.Report(call.Arguments[^1], "no-such-overload",
                        $"`{call.Function}` wants a map with an entry, not {body.WithArticle}");
            case CelMacro.SortBy:
                return range.IsDyn ? CelType.AnyList : range;
            case CelMacro.OptMap:
                return CelType.OptionalOf(body);
            case CelMacro.OptFlatMap:
                return body.IsDyn || body.Kind == CelTypeKind.Optional
                    ? body
                    : checker.Report(call.Arguments[^1], "no-such-overload", $"`{call.Function}` wants an optional, not {body.WithArticle}",
                        "use optMap");
            default:
                return body;
        }
    }

    private void RequireBool(CelCall call, CelExpression condition, CelType type)
    {
        if (!type.Fits(CelType.Bool))
        {
            checker.Report(condition, "no-such-overload", $"the condition of `{call.Function}` is {type.WithArticle}, not a bool",
                "compare it with something");
        }
    }
}
