namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>[a, b]</c></summary>
internal sealed class CelList(int offset, IReadOnlyList<CelExpression> elements) : CelExpression(offset, DepthOver(elements))
{
    public IReadOnlyList<CelExpression> Elements { get; } = elements;
}
