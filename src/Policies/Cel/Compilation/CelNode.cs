using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>
/// A compiled expression. Errors are values. Nodes keep no state, so any number of threads may evaluate one; the nodes of
/// numeric conditions (<see cref="NumberNode"/>, <see cref="ConditionNode"/>) pass plain doubles and allocate nothing.
/// </summary>
internal abstract class CelNode
{
    public abstract CelValue Value(in EvaluationFrame frame);

    public virtual Truth Test(in EvaluationFrame frame)
    {
        var value = Value(frame);
        return value.IsTrue ? Truth.True : value.IsFalse ? Truth.False : Truth.Error;
    }
}
