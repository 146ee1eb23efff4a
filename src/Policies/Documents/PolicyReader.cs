using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>The nodes of a policy to a document.</summary>
internal sealed class PolicyReader(NodeReader nodes)
{
    private readonly RuleReader _rules = new(nodes);
    private readonly TestReader _tests = new(nodes);

    public PolicyDocument Read(YamlMapping mapping)
    {
        var document = new PolicyDocument(nodes.Source, mapping.Offset);
        foreach (var (key, value) in nodes.Known(mapping, "a policy", DocumentKeys.Policy))
        {
            Read(document, key, value);
        }

        return document;
    }

    private void Read(PolicyDocument document, YamlScalar key, YamlNode value)
    {
        switch (key.Value)
        {
            case "name":
                document.Name = nodes.Text(key, value);
                break;
            case "owner":
                document.Owner = nodes.Text(key, value);
                break;
            case "description":
                document.Description = nodes.Text(key, value);
                break;
            case "threat":
                document.Threat = nodes.Text(key, value);
                break;
            case "mode":
                document.Mode = nodes.Text(key, value);
                break;
            case "rollout":
                document.Rollout = nodes.Text(key, value);
                break;
            case "expires":
                document.Expires = nodes.Text(key, value);
                break;
            case "schedule":
                document.Schedule = Schedule(value);
                break;
            case "jurisdictions":
                Jurisdictions(document, value);
                break;
            case "consent":
                document.Consent = nodes.Texts(key, value);
                break;
            case "match":
                Match(document, value);
                break;
            case "budget":
                document.Budget = Budget(value);
                break;
            case "variables":
                document.Variables.AddRange(nodes.Pairs(value, "`variables`", null));
                break;
            case "rules":
                document.Rules.AddRange(nodes.Mappings(value, "rules", "a rule").Select(_rules.Read));
                break;
            default:
                document.Tests.AddRange(nodes.Mappings(value, "tests", "a test").Select(_tests.Read));
                break;
        }
    }

    private void Match(PolicyDocument document, YamlNode node)
    {
        foreach (var (key, value) in nodes.Entries(node, "`match`", DocumentKeys.Match))
        {
            var texts = nodes.Texts(key, value);
            switch (key.Value)
            {
                case "operations":
                    document.Operations = texts;
                    break;
                case "routes":
                    document.Routes = texts;
                    break;
                case "hosts":
                    document.Hosts = texts;
                    break;
                case "methods":
                    document.Methods = texts;
                    break;
                default:
                    document.Paths = texts;
                    break;
            }
        }
    }

    private void Jurisdictions(PolicyDocument document, YamlNode node)
    {
        document.Jurisdictions = new Field("", node.Offset, node.End);
        foreach (var (key, value) in nodes.Entries(node, "`jurisdictions`", DocumentKeys.Jurisdictions))
        {
            if (key.Value == "only")
            {
                document.Only = nodes.Texts(key, value);
            }
            else
            {
                document.Except = nodes.Texts(key, value);
            }
        }
    }

    private ScheduleDocument Schedule(YamlNode node)
    {
        var schedule = new ScheduleDocument(node.Offset);
        foreach (var (key, value) in nodes.Entries(node, "`schedule`", DocumentKeys.Schedule))
        {
            switch (key.Value)
            {
                case "timezone":
                    schedule.TimeZone = nodes.Text(key, value);
                    break;
                case "windows":
                    schedule.Windows = nodes.Texts(key, value);
                    break;
                default:
                    schedule.Campaigns.AddRange(nodes.Mappings(value, "campaigns", "a campaign").Select(Campaign));
                    break;
            }
        }

        return schedule;
    }

    private CampaignDocument Campaign(YamlMapping mapping)
    {
        var campaign = new CampaignDocument(mapping.Offset);
        foreach (var (key, value) in nodes.Known(mapping, "a campaign", DocumentKeys.Campaign))
        {
            switch (key.Value)
            {
                case "name":
                    campaign.Name = nodes.Text(key, value);
                    break;
                case "from":
                    campaign.From = nodes.Text(key, value);
                    break;
                default:
                    campaign.Until = nodes.Text(key, value);
                    break;
            }
        }

        return campaign;
    }

    private BudgetDocument Budget(YamlNode node)
    {
        var budget = new BudgetDocument(node.Offset);
        foreach (var (key, value) in nodes.Entries(node, "`budget`", DocumentKeys.Budget))
        {
            switch (key.Value)
            {
                case "overturned":
                    budget.Overturned = nodes.Text(key, value);
                    break;
                case "window":
                    budget.Window = nodes.Text(key, value);
                    break;
                default:
                    budget.AtLeast = nodes.Text(key, value);
                    break;
            }
        }

        return budget;
    }
}
