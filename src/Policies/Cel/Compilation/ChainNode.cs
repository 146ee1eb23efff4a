using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>
/// A chain of "and" or of "or". One operand that decides it (false for "and", true for "or") wins over an error, whichever
/// comes first.
/// </summary>
internal sealed class ChainNode(CelNode[] operands, bool isAnd) : CelNode
{
    private readonly Truth _decisive = isAnd ? Truth.False : Truth.True;
    private readonly Truth _otherwise = isAnd ? Truth.True : Truth.False;

    public IReadOnlyList<CelNode> Operands => operands;

    public bool IsAnd => isAnd;

    public override Truth Test(in EvaluationFrame frame)
    {
        var result = _otherwise;
        foreach (var operand in operands)
        {
            var truth = operand.Test(frame);
            if (truth == _decisive)
            {
                return truth;
            }

            result = truth == Truth.Error ? Truth.Error : result;
        }

        return result;
    }

    public override CelValue Value(in EvaluationFrame frame)
    {
        var result = CelValue.Of(isAnd);
        foreach (var operand in operands)
        {
            var value = operand.Value(frame);
            if (isAnd ? value.IsFalse : value.IsTrue)
            {
                return value;
            }

            var isBoolean = value.IsTrue || value.IsFalse;
            result = isBoolean || result.IsError ? result : value.IsError ? value : CelErrors.NoSuchOverload;
        }

        return result;
    }
}
