namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The fired rules of a decision.</summary>
internal static class RuleFields
{
    public const int Most = 1024;

    private const int FixedSize = 8;

    public static int MaxSize(List<FiredRule> rules)
    {
        var size = 0;
        foreach (var rule in rules)
        {
            size += FixedSize + FieldWriter.MaxText(rule.Policy, TextLimits.Name)
                + FieldWriter.MaxText(rule.Rule, TextLimits.Name)
                + FieldWriter.MaxText(rule.ReasonCode, TextLimits.Name)
                + FieldWriter.MaxText(rule.Reason, TextLimits.Reason);
        }

        return size;
    }

    public static void Write(ref FieldWriter writer, List<FiredRule> rules)
    {
        var count = Math.Min(rules.Count, Most);
        writer.Varint((ulong)count);
        for (var i = 0; i < count; i++)
        {
            var rule = rules[i];
            writer.Byte((byte)rule.Mode);
            writer.Byte((byte)rule.Proposed);
            writer.Byte((byte)rule.Outcome);
            writer.Byte((byte)rule.Threat);
            writer.Text(rule.Policy, TextLimits.Name);
            writer.Text(rule.Rule, TextLimits.Name);
            writer.Text(rule.ReasonCode, TextLimits.Name);
            writer.Text(rule.Reason, TextLimits.Reason);
        }
    }

    public static void Read(ref FieldReader reader, List<FiredRule> rules, byte version)
    {
        var count = reader.Count(Most, "the number of rules");
        for (var i = 0; i < count; i++)
        {
            var (mode, proposed, outcome, threat) = ReadHead(ref reader, version);
            var policy = reader.Text(TextLimits.Name, "policy");
            var name = reader.Text(TextLimits.Name, "rule");
            var code = reader.Text(TextLimits.Name, "reason code");
            rules.Add(new FiredRule(policy, name, mode, proposed, outcome, threat, code, reader.Text(TextLimits.Reason, "reason")));
        }
    }

    /// <summary>Reads the rule that won, without its reason, and steps over the others.</summary>
    public static void ReadWinner(ref FieldReader reader, Decision decision, byte version)
    {
        for (var i = reader.Count(Most, "the number of rules"); i > 0; i--)
        {
            var (mode, proposed, outcome, threat) = ReadHead(ref reader, version);
            var head = new FiredRule("", "", mode, proposed, outcome, threat, "", "");
            if (head.IsEnforcedWinner && decision.Rules.Count == 0)
            {
                var policy = reader.Text(TextLimits.Name, "policy");
                var name = reader.Text(TextLimits.Name, "rule");
                decision.Rules.Add(
                    head with { Policy = policy, Rule = name, ReasonCode = reader.Text(TextLimits.Name, "reason code") });
            }
            else
            {
                reader.SkipText(TextLimits.Name, "policy");
                reader.SkipText(TextLimits.Name, "rule");
                reader.SkipText(TextLimits.Name, "reason code");
            }

            reader.SkipText(TextLimits.Reason, "reason");
        }
    }

    private static (PolicyMode Mode, ActionKind Proposed, RuleOutcome Outcome, Threat Threat) ReadHead(
        ref FieldReader reader, byte version)
    {
        var mode = (PolicyMode)reader.Enumeration((int)PolicyMode.Enforce + 1, "rule mode");
        var proposed = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "proposed action");
        var outcome = version == 1
            ? FirstOutcome(reader.Bool("whether the rule won"), mode)
            : (RuleOutcome)reader.Enumeration(RuleOutcomes.All.Count, "rule outcome");
        return (mode, proposed, outcome, (Threat)reader.Enumeration(ThreatCatalog.Count, "rule threat"));
    }

    /// <summary>The first version said only whether a rule won.</summary>
    private static RuleOutcome FirstOutcome(bool won, PolicyMode mode) => (won, mode) switch
    {
        (false, _) => RuleOutcome.Lost,
        (true, PolicyMode.Enforce) => RuleOutcome.Won,
        _ => RuleOutcome.WonInShadow,
    };
}
