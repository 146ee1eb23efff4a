using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Two numbers added, subtracted, multiplied or divided; division by zero gives an infinity or NaN (IEEE 754).</summary>
internal sealed class NumberArithmeticNode(CelOperator op, NumberNode left, NumberNode right) : NumberNode
{
    public NumberNode Left => left;

    public NumberNode Right => right;

    public override double Number(in EvaluationFrame frame)
    {
        var a = left.Number(frame);
        var b = right.Number(frame);
        return op switch
        {
            CelOperator.Add => a + b,
            CelOperator.Subtract => a - b,
            CelOperator.Multiply => a * b,
            _ => a / b,
        };
    }
}
