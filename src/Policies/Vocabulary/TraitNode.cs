using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Whether the request has all of some traits.</summary>
internal sealed class TraitNode(RequestTraits all) : ConditionNode
{
    public RequestTraits All => all;

    public override bool Holds(in EvaluationFrame frame) => (frame.Decision!.Event.Traits & all) == all;
}
