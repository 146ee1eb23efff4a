using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>list("tools", request.user_agent)</c></summary>
internal sealed class NamedTextListNode(NamedList list, CelNode text) : ConditionNode
{
    public override bool Holds(in EvaluationFrame frame) =>
        text.Value(frame) is { Kind: CelKind.String } value && list.Contains(value.AsString, frame.Decision!.Event.TimeMs);
}
