namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>A name; <c>.name</c> is never the variable of a macro around it.</summary>
internal sealed class CelIdentifier(int offset, string name, bool isRooted = false) : CelExpression(offset, 1)
{
    public string Name { get; } = name;

    /// <summary>Whether a dot stands before it.</summary>
    public bool IsRooted { get; } = isRooted;
}
