using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>Says of a call that is none what is wrong with it and what was probably meant.</summary>
internal static class UnknownCall
{
    /// <summary>A call by the name of a macro with other arguments than it takes; null where it is no such call.</summary>
    public static CelProblem? MisusedMacro(CelCall call) =>
        MacroForm.UsageOf(call.Function) is { } usage && CelFunctions.Find(call.Function, call.Target is not null) is null
            ? new CelProblem(call.Offset, "bad-macro", $"`{call.Function}` is not called so", $"write {usage}")
            : null;

    /// <summary>A text, written out, that the function cannot read: it would be an error in every evaluation.</summary>
    public static CelProblem? UnreadableLiteral(CelCall call, CelFunction function) =>
        function.Reader is { } reader && call.Arguments is [.., CelLiteral { Value: { Kind: CelKind.String } text } literal]
            && reader(text.AsString) is { IsError: true } error
            ? new CelProblem(literal.Offset, "unreadable-literal", $"`{function.Name}` cannot read {literal}: {error.AsText}")
            : null;

    /// <summary>A call such as <c>maths.abs(1)</c>, whose target is part of the wrong name.</summary>
    public static CelProblem Describe(CelCall call)
    {
        var name = $"{CelSelect.QualifiedName(call.Target!)}.{call.Function}";
        return new CelProblem(
            call.Offset, "unknown-function", $"there is no function `{name}`", NearestName.Hint(name, CelFunctions.Names));
    }

    public static CelProblem Describe(CelCall call, CelEnvironment environment)
    {
        var isMember = call.Target is not null;
        if (CelFunctions.Find(call.Function, !isMember) is not null)
        {
            return new CelProblem(call.Offset, "no-such-overload", $"`{call.Function}` is not called so",
                isMember ? $"write {call.Function}(value)" : $"write value.{call.Function}(…)");
        }

        var names = CelFunctions.Names.Concat(environment.FormNames);
        return new CelProblem(call.Offset, "unknown-function", $"there is no function `{call.Function}`",
            NearestName.Hint(call.Function, names));
    }
}
