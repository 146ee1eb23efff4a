using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A tree whose names are settled, with its type.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Type">What it evaluates to.</param>
/// <param name="References">The variable behind each identifier, selection or form.</param>
internal sealed record CheckedExpression(
    CelExpression Root,
    CelType Type,
    IReadOnlyDictionary<CelExpression, CelVariable> References)
{
    /// <summary>The function behind each call that is one.</summary>
    public required IReadOnlyDictionary<CelExpression, CelFunction> Functions { get; init; }

    /// <summary>The macro behind each call that is one.</summary>
    public required IReadOnlyDictionary<CelExpression, CelMacroCall> Macros { get; init; }

    /// <summary>Most variables of macros that are in scope at once.</summary>
    public required int Slots { get; init; }
}
