using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A tree whose names are settled, with its type.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Type">What it evaluates to.</param>
/// <param name="References">The variable behind each identifier, selection or form.</param>
internal sealed record CheckedExpression(
    CelExpression Root,
    CelType Type,
    IReadOnlyDictionary<CelExpression, CelVariable> References);
