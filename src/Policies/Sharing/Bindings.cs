using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>A name that stands for an argument, or for a variable under another name; and those around it.</summary>
/// <param name="Name">As the expression writes it.</param>
/// <param name="Argument">What a parameter stands for.</param>
/// <param name="Scope">Where the argument was written.</param>
/// <param name="Renamed">What a variable is called in the expanded tree.</param>
/// <param name="Outer">Those around it.</param>
internal sealed record Bindings(string Name, CelExpression? Argument, Place? Scope, string? Renamed, Bindings? Outer)
{
    public Bindings? Find(string name)
    {
        for (var at = this; at is not null; at = at.Outer)
        {
            if (at.Name == name)
            {
                return at;
            }
        }

        return null;
    }
}
