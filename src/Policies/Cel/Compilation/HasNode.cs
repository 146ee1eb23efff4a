using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>has(a.field)</c></summary>
internal sealed class HasNode(CelNode operand, string field) : CelNode
{
    private readonly CelValue _field = CelValue.Of(field);

    public override CelValue Value(in EvaluationFrame frame) => CelAccess.Has(operand.Value(frame), _field);
}
