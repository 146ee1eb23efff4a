using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>The nodes of a policy's test to a document.</summary>
internal sealed class TestReader(NodeReader nodes)
{
    public TestDocument Read(YamlMapping mapping)
    {
        var test = new TestDocument(mapping.Offset);
        foreach (var (key, value) in nodes.Known(mapping, "a test", DocumentKeys.Test))
        {
            switch (key.Value)
            {
                case "name":
                    test.Name = nodes.Text(key, value);
                    break;
                case "at":
                    test.At = nodes.Text(key, value);
                    break;
                case "request":
                    foreach (var (name, field) in nodes.Pairs(value, "`request`", TestRequestReader.Keys))
                    {
                        test.Request[name.Value] = field;
                    }

                    break;
                case "features":
                    test.Features.AddRange(nodes.Pairs(value, "`features`", null));
                    break;
                case "threats":
                    test.Threats.AddRange(nodes.Pairs(value, "`threats`", null));
                    break;
                case "lists":
                    test.Lists = nodes.Texts(key, value);
                    break;
                case "restrictions":
                    test.Restrictions.AddRange(nodes.Mappings(value, "restrictions", "a restriction").Select(Restriction));
                    break;
                case "arm":
                    test.Arms.AddRange(nodes.Pairs(value, "`arm`", null));
                    break;
                default:
                    Expect(test, value);
                    break;
            }
        }

        return test;
    }

    private RestrictionDocument Restriction(YamlMapping mapping) =>
        new(mapping.Offset, nodes.Pairs(mapping, "a restriction", DocumentKeys.Restriction));

    private void Expect(TestDocument test, YamlNode node)
    {
        foreach (var (key, value) in nodes.Entries(node, "`expect`", DocumentKeys.Expect))
        {
            switch (key.Value)
            {
                case "action":
                    test.Action = nodes.Text(key, value);
                    break;
                case "rule":
                    test.Rule = nodes.Text(key, value);
                    break;
                case "reason":
                    test.Reason = nodes.Text(key, value);
                    break;
                case "shadow_action":
                    test.ShadowAction = nodes.Text(key, value);
                    break;
                default:
                    test.Obligations = [.. nodes.Mappings(value, "obligations", "an obligation").Select(Obligation)];
                    break;
            }
        }
    }

    private ObligationDocument Obligation(YamlMapping mapping) =>
        new(mapping.Offset, nodes.Pairs(mapping, "an obligation", DocumentKeys.Obligation));
}
