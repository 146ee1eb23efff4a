using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Costs;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A name an expression may use, its type and the node that reads it.</summary>
internal class CelVariable(string name, CelType type, CelNode node)
{
    public string Name { get; } = name;

    public CelType Type { get; } = type;

    public CelNode Node { get; } = node;

    /// <summary>Every value it can have, where they are few: a comparison with anything else is a mistake.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Most characters, bytes or elements that it, and each value in it, can have.</summary>
    public int MaxSize { get; init; } = CelLimits.VariableLength;

    /// <summary>The largest that it can be, where one size for all that is in it would say too much; null otherwise.</summary>
    public CelShape? Largest { get; init; }
}
