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
        var mend = FirstOf(
            OtherWindows(name, environment), MissingWindow(name, environment), MissingPrefix(name, environment),
            OtherEntities(name, environment));
        mend = mend.Length > 0 ? mend : NearestName.Hint(name, environment.Names);
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

    /// <summary>Where it is a count without a window: the windows there are.</summary>
    private static string MissingWindow(string name, CelEnvironment environment)
    {
        var windows = environment.Names
            .Where(n => n.Length > name.Length + 1 && n[name.Length] == '_' && char.IsAsciiDigit(n[name.Length + 1])
                && n.StartsWith(name, StringComparison.Ordinal))
            .ToList();
        return windows.Count == 0 ? "" : $"say over which time: {string.Join(", ", windows)}";
    }

    /// <summary>Where only the group that it stands in is missing, as with <c>ip.requests_5m</c>.</summary>
    private static string MissingPrefix(string name, CelEnvironment environment) =>
        environment.Find("f." + name) is not null ? $"features begin with `f.`: write f.{name}" : "";

    /// <summary>Where only the entity is wrong: those that have the measure.</summary>
    private static string OtherEntities(string name, CelEnvironment environment)
    {
        if (name.Split('.') is not ["f", var entity, var measure])
        {
            return "";
        }

        var entities = environment.Names
            .Where(n => n.StartsWith("f.", StringComparison.Ordinal) && n.EndsWith("." + measure, StringComparison.Ordinal))
            .Select(n => n[2..^(measure.Length + 1)])
            .ToList();
        var nearest = NearestName.Of(entity, entities);
        return entities.Count == 0 || entities.Contains(entity) ? ""
            : nearest is not null ? $"did you mean `f.{nearest}.{measure}`?"
            : $"`{measure}` is counted for {string.Join(", ", entities)}";
    }

    private static string FirstOf(params ReadOnlySpan<string> mends)
    {
        foreach (var mend in mends)
        {
            if (mend.Length > 0)
            {
                return mend;
            }
        }

        return "";
    }
}
