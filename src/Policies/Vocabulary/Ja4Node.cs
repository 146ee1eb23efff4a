using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>ja4("t13d1516h2_8daaf6152771_b186095e22b6")</c>: whether the client's TLS hello has that fingerprint.</summary>
internal sealed class Ja4Node(ulong hash) : ConditionNode
{
    public override bool Holds(in EvaluationFrame frame) => frame.Decision!.Event.Ja4 == hash;
}
