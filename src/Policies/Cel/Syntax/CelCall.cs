namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>function(arguments)</c> or <c>target.function(arguments)</c></summary>
internal sealed class CelCall(int offset, CelExpression? target, string function, IReadOnlyList<CelExpression> arguments)
    : CelExpression(offset, Math.Max(DepthOver(arguments), (target?.Depth ?? 0) + 1))
{
    public CelExpression? Target { get; } = target;

    public string Function { get; } = function;

    public IReadOnlyList<CelExpression> Arguments { get; } = arguments;
}
