using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>list("vip")</c></summary>
internal sealed class NamedListNode(NamedList list) : ConditionNode
{
    public override bool Holds(in EvaluationFrame frame) => list.Contains(frame.Decision!.Event);
}
