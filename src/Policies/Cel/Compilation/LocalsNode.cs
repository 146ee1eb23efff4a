using System.Runtime.CompilerServices;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>An expression with macros: gives their variables room on the stack, so that going through a list allocates nothing.</summary>
internal sealed class LocalsNode(CelNode inner, int count) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var slots = default(Slots);
        return inner.Value(EvaluationFrame.With(frame, count > CelLimits.VariablesOnStack ? new CelValue[count] : slots));
    }

    public override Truth Test(in EvaluationFrame frame)
    {
        var slots = default(Slots);
        return inner.Test(EvaluationFrame.With(frame, count > CelLimits.VariablesOnStack ? new CelValue[count] : slots));
    }

    [InlineArray(CelLimits.VariablesOnStack)]
    private struct Slots
    {
        private CelValue _first;
    }
}
