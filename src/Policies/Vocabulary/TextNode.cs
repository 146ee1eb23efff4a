using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>A text of the decision. Only <c>request.ip</c> makes a new string for it.</summary>
internal sealed class TextNode(Func<Decision, string> read) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame) =>
        frame.Decision is { } decision ? CelValue.Of(read(decision)) : CelErrors.NoDecision;
}
