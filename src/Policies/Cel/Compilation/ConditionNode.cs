using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>True or false, never an error.</summary>
internal abstract class ConditionNode : CelNode
{
    public abstract bool Holds(in EvaluationFrame frame);

    public sealed override CelValue Value(in EvaluationFrame frame) => CelValue.Of(Holds(frame));

    public sealed override Truth Test(in EvaluationFrame frame) => Holds(frame) ? Truth.True : Truth.False;
}
