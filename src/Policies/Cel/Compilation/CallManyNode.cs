using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A call of a function with none or with three and more arguments.</summary>
internal sealed class CallManyNode(CelOverload[] overloads, CelNode[] arguments) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Value(frame);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        foreach (var overload in overloads)
        {
            if (overload.Accepts(values))
            {
                return overload.Many!(values);
            }
        }

        return CelErrors.NoSuchOverload;
    }
}
