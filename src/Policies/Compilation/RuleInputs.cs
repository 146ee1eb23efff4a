using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>The variables that an expression reads.</summary>
internal static class RuleInputs
{
    public static IReadOnlyList<PolicyVariable> Of(
        CelExpression expression, IReadOnlyDictionary<CelExpression, CelVariable> references)
    {
        var inputs = new List<PolicyVariable>();
        HashSet<CelLocal>? seen = null;
        Collect(expression, references, inputs, ref seen);
        return inputs;
    }

    // What a macro's variable reads is what its values are taken from.
    private static void Collect(
        CelExpression expression,
        IReadOnlyDictionary<CelExpression, CelVariable> references,
        List<PolicyVariable> inputs,
        ref HashSet<CelLocal>? seen)
    {
        if (references.TryGetValue(expression, out var variable))
        {
            if (variable is PolicyVariable input && !Has(inputs, input.Name))
            {
                inputs.Add(input);
            }
            else if (variable is CelLocal local && (seen ??= []).Add(local))
            {
                Collect(local.Source, references, inputs, ref seen);
            }

            return;
        }

        if (expression is CelLiteral)
        {
            return;
        }

        foreach (var child in CelChildren.Of(expression))
        {
            Collect(child, references, inputs, ref seen);
        }
    }

    // A loop, not a lambda: it would be made anew for every node of every condition.
    private static bool Has(List<PolicyVariable> inputs, string name)
    {
        foreach (var input in inputs)
        {
            if (input.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
