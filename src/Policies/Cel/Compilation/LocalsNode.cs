using System.Runtime.CompilerServices;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>An expression with macros: gives their variables room on the stack, so that going through a list allocates nothing.</summary>
internal sealed class LocalsNode(CelNode inner) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var slots = default(Slots);
        return inner.Value(EvaluationFrame.With(frame, slots));
    }

    public override Truth Test(in EvaluationFrame frame)
    {
        var slots = default(Slots);
        return inner.Test(EvaluationFrame.With(frame, slots));
    }

    [InlineArray(CelLimits.Variables)]
    private struct Slots
    {
        private CelValue _first;
    }
}
