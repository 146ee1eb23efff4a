namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>[a, ?b]</c></summary>
internal sealed class CelList(int offset, IReadOnlyList<CelExpression> elements, IReadOnlySet<int>? optional = null)
    : CelExpression(offset, DepthOver(elements))
{
    public IReadOnlyList<CelExpression> Elements { get; } = elements;

    /// <summary>Whether the element is an optional, whose value is an element where it has one.</summary>
    public bool IsOptional(int element) => optional is not null && optional.Contains(element);
}
