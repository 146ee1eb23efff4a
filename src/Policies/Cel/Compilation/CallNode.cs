using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A call of a function with one or two arguments, the target counted as the first.</summary>
internal sealed class CallNode(CelFunction function, CelNode first, CelNode? second) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var a = first.Value(frame);
        if (a.IsError)
        {
            return a;
        }

        if (second is null)
        {
            return function.One!(a);
        }

        var b = second.Value(frame);
        return b.IsError ? b : function.Two!(a, b);
    }
}
