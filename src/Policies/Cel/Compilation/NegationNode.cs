using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>-a</c> of an int or a double.</summary>
internal sealed class NegationNode(CelNode operand) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = operand.Value(frame);
        return value.Kind switch
        {
            CelKind.Int => value.AsInt == long.MinValue ? CelErrors.Overflow : CelValue.Of(-value.AsInt),
            CelKind.Double => CelValue.Of(-value.AsDouble),
            CelKind.Error => value,
            _ => CelErrors.NoSuchOverload,
        };
    }
}
