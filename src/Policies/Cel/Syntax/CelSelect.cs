namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>operand.field</c> or <c>operand.?field</c></summary>
internal sealed class CelSelect(int offset, CelExpression operand, string field, bool isOptional = false)
    : CelExpression(offset, operand.Depth + 1)
{
    public CelExpression Operand { get; } = operand;

    public string Field { get; } = field;

    /// <summary>Whether it gives an optional, absent where there is no such field.</summary>
    public bool IsOptional { get; } = isOptional;

    /// <summary>Whether the field has to be written between backticks.</summary>
    public bool IsQuoted => Field.AsSpan().IndexOfAny("-./ ") >= 0;

    /// <summary>The dotted name that this chain of selections spells, or null where it is none.</summary>
    public static string? QualifiedName(CelExpression expression) => expression switch
    {
        CelIdentifier identifier => identifier.Name,
        CelSelect { IsOptional: false, IsQuoted: false } select =>
            QualifiedName(select.Operand) is { } prefix ? $"{prefix}.{select.Field}" : null,
        _ => null,
    };

    /// <summary>The first name of this chain of selections, or null where it is none.</summary>
    public static CelIdentifier? RootOf(CelExpression expression) => expression switch
    {
        CelIdentifier identifier => identifier,
        CelSelect select => RootOf(select.Operand),
        _ => null,
    };
}
