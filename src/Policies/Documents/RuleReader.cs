using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>The nodes of a rule to a document.</summary>
internal sealed class RuleReader(NodeReader nodes)
{
    public RuleDocument Read(YamlMapping mapping)
    {
        var rule = new RuleDocument(mapping.Offset);
        foreach (var (key, value) in nodes.Known(mapping, "a rule", DocumentKeys.Rule))
        {
            switch (key.Value)
            {
                case "name":
                    rule.Name = nodes.Text(key, value);
                    break;
                case "when":
                    rule.When = nodes.Text(key, value);
                    break;
                case "reason_code":
                    rule.ReasonCode = nodes.Text(key, value);
                    break;
                case "reason":
                    Reason(rule, key, value);
                    break;
                default:
                    Then(rule, value);
                    break;
            }
        }

        return rule;
    }

    /// <summary>One text, or one by language; who asks for no language reads the English one, or else the first.</summary>
    private void Reason(RuleDocument rule, YamlScalar key, YamlNode value)
    {
        if (value is not YamlMapping)
        {
            rule.Reason = nodes.Text(key, value);
            return;
        }

        rule.Reasons.AddRange(nodes.Pairs(value, "`reason`", null));
        var spoken = rule.Reasons.Find(r => r.Name.Value == "en");
        rule.Reason = spoken.Value ?? (rule.Reasons.Count > 0 ? rule.Reasons[0].Value : null);
    }

    private void Then(RuleDocument rule, YamlNode node)
    {
        foreach (var (key, value) in nodes.Entries(node, "`then`", DocumentKeys.Then))
        {
            switch (key.Value)
            {
                case "action":
                    rule.Action = nodes.Text(key, value);
                    break;
                case "scope":
                    rule.Scope = nodes.Text(key, value);
                    break;
                case "duration":
                    rule.Duration = nodes.Text(key, value);
                    break;
                case "escalate":
                    rule.Escalate = nodes.Texts(key, value);
                    break;
                case "challenge":
                    rule.Challenge = nodes.Text(key, value);
                    break;
                case "override":
                    rule.Override = nodes.Text(key, value);
                    break;
                case "bypass":
                    rule.Bypass = nodes.Text(key, value);
                    break;
                case "obligations":
                    rule.Obligations.AddRange(nodes.Mappings(value, "obligations", "an obligation").Select(Obligation));
                    break;
                default:
                    rule.ApprovedBy = nodes.Text(key, value);
                    break;
            }
        }
    }

    private ObligationDocument Obligation(YamlMapping mapping) =>
        new(mapping.Offset, nodes.Pairs(mapping, "an obligation", DocumentKeys.Obligation));
}
