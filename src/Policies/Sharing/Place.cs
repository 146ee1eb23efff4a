using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Where an expander stands.</summary>
/// <param name="Offset">The use that it is expanding, or null in the expression itself.</param>
/// <param name="Bindings">Parameters and variables in reach.</param>
/// <param name="Around">In a body: the variables around the use, which the body must not meet.</param>
/// <param name="Level">Levels of the expanded tree above it.</param>
internal sealed record Place(int? Offset, Bindings? Bindings, Bindings? Around, int Level)
{
    public bool IsInBody => Offset is not null;

    public int At(CelExpression e) => Offset ?? e.Offset;

    /// <summary>The place of a body that is used here at <paramref name="offset"/>.</summary>
    public Place Enter(int offset, Bindings? parameters) => new(offset, parameters, IsInBody ? Around : Bindings, Level);
}
