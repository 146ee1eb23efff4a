using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>a.field</c> of a map, <c>a.?field</c> as an optional.</summary>
internal sealed class SelectNode(CelNode operand, string field, bool isOptional) : CelNode
{
    private readonly CelValue _field = CelValue.Of(field);

    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = operand.Value(frame);
        return container.Kind is not (CelKind.Map or CelKind.Optional) ? container.IsError ? container : CelErrors.NoSuchOverload
            : isOptional ? CelAccess.GetOptional(container, _field) : CelAccess.Get(container, _field);
    }
}
