namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A number known when the rule is compiled.</summary>
internal sealed class NumberConstantNode(double number) : NumberNode
{
    public double Constant { get; } = number;

    public override double Number(in EvaluationFrame frame) => Constant;
}
