using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A chain of "or": true wins over an error, whichever comes first.</summary>
internal sealed class AnyNode(CelNode[] operands) : CelNode
{
    public override Truth Test(in EvaluationFrame frame)
    {
        var result = Truth.False;
        foreach (var operand in operands)
        {
            var truth = operand.Test(frame);
            if (truth == Truth.True)
            {
                return Truth.True;
            }

            result = truth == Truth.Error ? Truth.Error : result;
        }

        return result;
    }

    public override CelValue Value(in EvaluationFrame frame)
    {
        var result = CelValue.False;
        foreach (var operand in operands)
        {
            var value = operand.Value(frame);
            if (value.IsTrue)
            {
                return value;
            }

            result = value.IsFalse || result.IsError ? result : value.IsError ? value : CelErrors.NoSuchOverload;
        }

        return result;
    }
}
