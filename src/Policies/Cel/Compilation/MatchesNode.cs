using System.Text.RegularExpressions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>text.matches("…")</c> with its pattern compiled.</summary>
internal sealed class MatchesNode(CelNode text, Regex pattern) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = text.Value(frame);
        return value.Kind == CelKind.String ? CelValue.Of(pattern.IsMatch(value.AsString))
            : value.IsError ? value : CelErrors.NoSuchOverload;
    }
}
