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
        Collect(expression, references, inputs);
        return inputs;
    }

    private static void Collect(
        CelExpression expression, IReadOnlyDictionary<CelExpression, CelVariable> references, List<PolicyVariable> inputs)
    {
        if (references.TryGetValue(expression, out var variable))
        {
            if (variable is PolicyVariable input && !inputs.Exists(i => i.Name == input.Name))
            {
                inputs.Add(input);
            }

            return;
        }

        foreach (var child in CelChildren.Of(expression))
        {
            Collect(child, references, inputs);
        }
    }
}
