namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A number with the other sign.</summary>
internal sealed class NumberNegationNode(NumberNode operand) : NumberNode
{
    public NumberNode Operand => operand;

    public override double Number(in EvaluationFrame frame) => -operand.Number(frame);
}
