using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Whether the request names an entity of a kind.</summary>
internal sealed class EntityKnownNode(EntityKind kind) : ConditionNode
{
    public override bool Holds(in EvaluationFrame frame) => !frame.Decision!.Event.Entity(kind).IsNone;
}
