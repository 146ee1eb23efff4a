namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>A node of the syntax tree. The set of nodes is closed; equality is by reference.</summary>
/// <param name="offset">Where in the source the node is reported: its operator, or its first character.</param>
/// <param name="depth">Levels of nodes below and including this one.</param>
internal abstract class CelExpression(int offset, int depth)
{
    public int Offset { get; } = offset;

    public int Depth { get; } = depth;

    public override string ToString() => CelPrinter.Print(this);

    protected static int DepthOver(IReadOnlyList<CelExpression> children)
    {
        var deepest = 0;
        for (var i = 0; i < children.Count; i++)
        {
            deepest = Math.Max(deepest, children[i].Depth);
        }

        return deepest + 1;
    }
}
