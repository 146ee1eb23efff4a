namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>A name, <c>.name</c> included (all names are global here).</summary>
internal sealed class CelIdentifier(int offset, string name) : CelExpression(offset, 1)
{
    public string Name { get; } = name;
}
