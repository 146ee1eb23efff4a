using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>A number, text, bytes, true, false or null.</summary>
internal sealed class CelLiteral(int offset, CelValue value) : CelExpression(offset, 1)
{
    public CelValue Value { get; } = value;
}
