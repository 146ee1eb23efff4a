using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>Says of a name that is not in scope which part of it is wrong and what was probably meant.</summary>
internal static class UnknownName
{
    public static CelProblem Describe(CelExpression expression, string name, CelEnvironment environment)
    {
        if (environment.IsGroup(name))
        {
            var members = environment.Names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).Take(5);
            return new CelProblem(expression.Offset, "not-a-value", $"`{name}` is a group of names, not a value",
                $"use one of them, for example {string.Join(", ", members)}");
        }

        var wrong = FirstWrongPart(expression, environment);
        var windows = OtherWindows(name, environment);
        var mend = windows.Length > 0 ? windows : NearestName.Hint(name, environment.Names);
        return new CelProblem(wrong.Offset, "unknown-name", $"there is nothing called `{name}`", mend);
    }

    private static CelExpression FirstWrongPart(CelExpression expression, CelEnvironment environment)
    {
        while (expression is CelSelect select && CelSelect.QualifiedName(select.Operand) is { } prefix && !environment.IsGroup(prefix))
        {
            expression = select.Operand;
        }

        return expression;
    }

    /// <summary>Where only the window is wrong: the windows there are.</summary>
    private static string OtherWindows(string name, CelEnvironment environment)
    {
        var underscore = name.LastIndexOf('_');
        if (underscore < 0 || underscore == name.Length - 1 || !char.IsAsciiDigit(name[underscore + 1]))
        {
            return "";
        }

        var stem = name[..(underscore + 1)];
        var windows = environment.Names
            .Where(n => n.StartsWith(stem, StringComparison.Ordinal) && n.Length > stem.Length && char.IsAsciiDigit(n[stem.Length]))
            .Select(n => n[stem.Length..])
            .ToList();
        return windows.Count == 0 ? "" : $"the windows of `{name[..underscore]}` are {string.Join(", ", windows)}";
    }
}
