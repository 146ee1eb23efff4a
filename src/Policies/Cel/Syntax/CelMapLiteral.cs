namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>{key: value, ?key: value}</c></summary>
internal sealed class CelMapLiteral(
    int offset, IReadOnlyList<CelExpression> keys, IReadOnlyList<CelExpression> values, IReadOnlySet<int>? optional = null)
    : CelExpression(offset, Math.Max(DepthOver(keys), DepthOver(values)))
{
    public IReadOnlyList<CelExpression> Keys { get; } = keys;

    public IReadOnlyList<CelExpression> Values { get; } = values;

    /// <summary>Whether the entry's value is an optional: the entry is there where it has one.</summary>
    public bool IsOptional(int entry) => optional is not null && optional.Contains(entry);
}
