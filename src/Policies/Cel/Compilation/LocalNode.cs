using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A variable of a macro.</summary>
internal sealed class LocalNode(int slot) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame) => frame.Locals[slot];
}
