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
        Collect(expression, references, inputs, []);
        return inputs;
    }

    // What a macro's variable reads is what its values are taken from.
    private static void Collect(
        CelExpression expression,
        IReadOnlyDictionary<CelExpression, CelVariable> references,
        List<PolicyVariable> inputs,
        HashSet<CelLocal> seen)
    {
        if (references.TryGetValue(expression, out var variable))
        {
            if (variable is PolicyVariable input && !inputs.Exists(i => i.Name == input.Name))
            {
                inputs.Add(input);
            }
            else if (variable is CelLocal local && seen.Add(local))
            {
                Collect(local.Source, references, inputs, seen);
            }

            return;
        }

        foreach (var child in CelChildren.Of(expression))
        {
            Collect(child, references, inputs, seen);
        }
    }
}
