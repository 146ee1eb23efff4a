using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A valid rule in the words of the product.</summary>
internal static class RuleSummaries
{
    public static RuleSummary Of(SourceText source, RuleDocument rule, CheckedExpression condition)
    {
        var action = ActionKinds.TryParse(rule.Action!.Value, out var named) ? named : ActionKind.Allow;
        var inputs = RuleInputs.Of(condition.Root, condition.References);
        var when = source.PositionOf(ScalarMap.OffsetInFile(source.Text, rule.When!, 0));
        return new RuleSummary(
            rule.Name!.Value,
            rule.When!.Value.Trim(),
            action,
            EntityKinds.TryParse(rule.Scope?.Value, out var kind) ? kind : EntityKind.None,
            DurationOf(rule.Duration?.Value),
            rule.ReasonCode!.Value,
            OneLine(rule.Reason!.Value),
            [.. inputs.Select(i => new RuleInput(i.Name, i.Feature?.Index ?? -1, i.Feature?.Sensitivity))])
        {
            Escalation = [.. rule.Escalate.Select(e => DurationOf(e.Value))],
            Challenge = ChallengeKinds.TryParse(rule.Challenge?.Value, out var challenge) ? challenge : ChallengeKind.ProofOfWork,
            Override = rule.Override?.Value == "true",
            Bypass = rule.Bypass?.Value == "true",
            Obligations = [.. rule.Obligations.Select(Documents.Obligations.Of)],
            ApprovedBy = rule.ApprovedBy?.Value,
            Reasons = rule.Reasons.ToDictionary(r => r.Name.Value, r => OneLine(r.Value.Value), StringComparer.OrdinalIgnoreCase),
            Line = source.PositionOf(rule.Offset).Line,
            ConditionLine = when.Line,
            ConditionColumn = when.Column,
        };
    }

    private static long DurationOf(string? text) => Durations.TryParse(text ?? "", out var ms) ? ms : 0;

    private static string OneLine(string text) => text.Trim().ReplaceLineEndings(" ");
}
