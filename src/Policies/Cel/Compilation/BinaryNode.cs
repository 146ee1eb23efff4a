using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Two operands of any kind; the left one's error is the result's.</summary>
internal sealed class BinaryNode(CelOperator op, CelNode left, CelNode right) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var a = left.Value(frame);
        if (a.IsError)
        {
            return a;
        }

        var b = right.Value(frame);
        return b.IsError ? b : CelArithmetic.Apply(op, a, b);
    }
}
