using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A value known when the rule is compiled; an error, where evaluation could only end in it.</summary>
internal sealed class ConstantNode(CelValue value) : CelNode
{
    private readonly CelValue _value = value;

    public CelValue Constant => _value;

    public override CelValue Value(in EvaluationFrame frame) => _value;
}
