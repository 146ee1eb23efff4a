using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A double that no error can stand in for; NaN means unknown.</summary>
internal abstract class NumberNode : CelNode
{
    public abstract double Number(in EvaluationFrame frame);

    public sealed override CelValue Value(in EvaluationFrame frame) => CelValue.Of(Number(frame));

    public sealed override Truth Test(in EvaluationFrame frame) => Truth.Error;
}
