namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>{key: value}</c></summary>
internal sealed class CelMapLiteral(int offset, IReadOnlyList<CelExpression> keys, IReadOnlyList<CelExpression> values)
    : CelExpression(offset, Math.Max(DepthOver(keys), DepthOver(values)))
{
    public IReadOnlyList<CelExpression> Keys { get; } = keys;

    public IReadOnlyList<CelExpression> Values { get; } = values;
}
