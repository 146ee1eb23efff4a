using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A variable that a macro makes.</summary>
internal sealed class CelLocal(string name, CelType type, int slot, CelExpression source)
    : CelVariable(name, type, new LocalNode(slot))
{
    public int Slot { get; } = slot;

    /// <summary>Whether it is its source as a whole, as <c>cel.bind</c> names it, not something that is in it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Where its values come from: the list or map that is gone through, or what is bound.</summary>
    public CelExpression Source { get; } = source;
}
