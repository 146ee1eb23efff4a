using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A call of a function with one argument, the target counted as one.</summary>
internal sealed class CallNode(CelOverload[] overloads, CelNode argument) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = argument.Value(frame);
        if (value.IsError)
        {
            return value;
        }

        foreach (var overload in overloads)
        {
            if (overload.Parameters[0].Accepts(value.Kind))
            {
                return overload.One is { } body ? body(value) : overload.Many!([value]);
            }
        }

        return CelErrors.NoSuchOverload;
    }
}
