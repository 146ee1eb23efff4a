using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A call of a macro, taken apart.</summary>
/// <param name="Kind">Which macro.</param>
/// <param name="Range">What is gone through, bound, or (of <c>has</c>) the selection that is asked for.</param>
/// <param name="First">Its variable; null of <c>has</c>.</param>
/// <param name="Second">The second variable of a macro over keys and values, else null.</param>
/// <param name="Filter">The condition under which an element counts, where the macro was given one.</param>
/// <param name="Body">What is evaluated for each element, or with the bound value.</param>
internal sealed record CelMacroCall(
    CelMacro Kind, CelExpression Range, CelLocal? First, CelLocal? Second, CelExpression? Filter, CelExpression Body);
