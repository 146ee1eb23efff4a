namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>operand.field</c></summary>
internal sealed class CelSelect(int offset, CelExpression operand, string field) : CelExpression(offset, operand.Depth + 1)
{
    public CelExpression Operand { get; } = operand;

    public string Field { get; } = field;

    /// <summary>The dotted name that this chain of selections spells, or null where it is none.</summary>
    public static string? QualifiedName(CelExpression expression) => expression switch
    {
        CelIdentifier identifier => identifier.Name,
        CelSelect select => QualifiedName(select.Operand) is { } prefix ? $"{prefix}.{select.Field}" : null,
        _ => null,
    };
}
