using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Calls about what the set shares: <c>list("vip")</c>, <c>experiment.arm("checkout")</c>.</summary>
internal sealed class SharedForms(SharedScope scope, CelEnvironment environment)
{
    public CelVariable? List(CelCall call, out CelProblem problem)
    {
        if (NameOf(call, "list", scope.Lists.Keys, "list(\"vip\")", out problem) is not { } name)
        {
            return null;
        }

        var list = scope.Lists[name];
        return list.Kind == ListKind.Text ? OfText(call, list, out problem) : OfEntity(call, list, out problem);
    }

    public CelVariable? Arm(CelCall call, out CelProblem problem)
    {
        if (NameOf(call, "experiment", scope.Experiments.Keys, "experiment.arm(\"checkout\")", out problem) is not { } name)
        {
            return null;
        }

        if (call.Arguments.Count > 1)
        {
            problem = new CelProblem(call.Offset, "experiment-argument", "`experiment.arm` takes the name of one experiment, in quotes",
                $"write experiment.arm(\"{name}\")");
            return null;
        }

        var experiment = scope.Experiments[name];
        return new PolicyVariable(call.ToString(), CelType.String, new ArmNode(experiment), InputNature.Neutral)
        {
            Values = experiment.Arms,
            IsAlwaysKnown = true,
        };
    }

    private static PolicyVariable? OfEntity(CelCall call, NamedList list, out CelProblem problem)
    {
        problem = default;
        if (call.Arguments.Count > 1)
        {
            problem = new CelProblem(call.Arguments[1].Offset, "list-argument",
                $"the list `{list.Name}` holds entities of the kind {ListKinds.NameOf(list.Kind)}, not texts",
                $"write list(\"{list.Name}\")");
            return null;
        }

        // Who is on a list of places is only somewhere; who is on a list of persons was put there for something.
        var nature = list.IsLocation ? InputNature.Location : InputNature.Evidence;
        return new PolicyVariable(call.ToString(), CelType.Bool, new NamedListNode(list), nature)
        {
            IsOfCountry = list.Kind == ListKind.Country,
        };
    }

    private PolicyVariable? OfText(CelCall call, NamedList list, out CelProblem problem)
    {
        problem = default;
        if (call.Arguments.Count == 2 && CelSelect.QualifiedName(call.Arguments[1]) is { } name
            && environment.Find(name) is PolicyVariable { Type.Kind: CelTypeKind.String } text)
        {
            return new PolicyVariable(call.ToString(), CelType.Bool, new NamedTextListNode(list, text.Node), text.Nature)
            {
                IsAlwaysKnown = text.IsAlwaysKnown,
            };
        }

        problem = new CelProblem(call.Offset, "list-argument", $"the list `{list.Name}` holds texts",
            $"say which text of the request to look for: list(\"{list.Name}\", request.user_agent)");
        return null;
    }

    private static string? NameOf(
        CelCall call, string what, IEnumerable<string> names, string example, out CelProblem problem)
    {
        problem = default;
        if (call.Arguments is not [CelLiteral { Value: { Kind: CelKind.String } literal } argument, ..] || call.Arguments.Count > 2)
        {
            problem = new CelProblem(call.Offset, $"{what}-argument", $"`{call.Function}` takes a name in quotes", $"write {example}");
            return null;
        }

        if (names.Contains(literal.AsString))
        {
            return literal.AsString;
        }

        var hint = NearestName.Hint(literal.AsString, names);
        problem = new CelProblem(argument.Offset, $"unknown-{what}", $"there is no {what} {literal}",
            hint.Length > 0 ? hint : $"define it under `{what}s:` in a shared file");
        return null;
    }
}
