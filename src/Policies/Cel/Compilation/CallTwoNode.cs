using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A call of a function with two arguments, the target counted as the first.</summary>
internal sealed class CallTwoNode(CelOverload[] overloads, CelNode first, CelNode second) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var a = first.Value(frame);
        if (a.IsError)
        {
            return a;
        }

        var b = second.Value(frame);
        if (b.IsError)
        {
            return b;
        }

        foreach (var overload in overloads)
        {
            if (overload.Parameters[0].Accepts(a.Kind) && overload.Parameters[^1].Accepts(b.Kind))
            {
                return overload.Two is { } body ? body(a, b) : overload.Many!([a, b]);
            }
        }

        return CelErrors.NoSuchOverload;
    }
}
