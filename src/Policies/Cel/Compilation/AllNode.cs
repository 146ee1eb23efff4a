using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A chain of "and": false wins over an error, whichever comes first.</summary>
internal sealed class AllNode(CelNode[] operands) : CelNode
{
    public override Truth Test(in EvaluationFrame frame)
    {
        var result = Truth.True;
        foreach (var operand in operands)
        {
            var truth = operand.Test(frame);
            if (truth == Truth.False)
            {
                return Truth.False;
            }

            result = truth == Truth.Error ? Truth.Error : result;
        }

        return result;
    }

    public override CelValue Value(in EvaluationFrame frame)
    {
        var result = CelValue.True;
        foreach (var operand in operands)
        {
            var value = operand.Value(frame);
            if (value.IsFalse)
            {
                return value;
            }

            result = value.IsTrue || result.IsError ? result : value.IsError ? value : CelErrors.NoSuchOverload;
        }

        return result;
    }
}
