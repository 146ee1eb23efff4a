using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>Nodes to a document. Unknown keys and wrong shapes are problems; reading goes on, so all are found at once.</summary>
internal sealed class DocumentReader
{
    private static readonly string[] PolicyKeys =
        ["name", "owner", "description", "threat", "match", "mode", "rules", "tests"];

    private static readonly string[] MatchKeys = ["operations", "routes", "hosts"];
    private static readonly string[] RuleKeys = ["name", "when", "then", "reason_code", "reason"];
    private static readonly string[] ThenKeys = ["action", "scope", "duration"];
    private static readonly string[] TestKeys = ["name", "request", "features", "threats", "expect"];
    private static readonly string[] ExpectKeys = ["action", "rule"];

    private readonly SourceText _source;
    private readonly ProblemList _problems;

    private DocumentReader(SourceText source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
    }

    public static PolicyDocument? Read(SourceText source, ProblemList problems)
    {
        if (YamlTreeReader.Read(source, problems) is not { } root)
        {
            return null;
        }

        var reader = new DocumentReader(source, problems);
        return reader.Mapping(root, "a policy") is { } mapping ? reader.Policy(mapping) : null;
    }

    private PolicyDocument Policy(YamlMapping mapping)
    {
        var document = new PolicyDocument(_source, mapping.Offset);
        foreach (var (key, value) in Known(mapping, "a policy", PolicyKeys))
        {
            switch (key.Value)
            {
                case "name":
                    document.Name = Text(key, value);
                    break;
                case "owner":
                    document.Owner = Text(key, value);
                    break;
                case "description":
                    document.Description = Text(key, value);
                    break;
                case "threat":
                    document.Threat = Text(key, value);
                    break;
                case "mode":
                    document.Mode = Text(key, value);
                    break;
                case "match":
                    Match(document, value);
                    break;
                case "rules":
                    document.Rules.AddRange(Items(value, "rules").Select(r => Mapping(r, "a rule")).OfType<YamlMapping>().Select(Rule));
                    break;
                default:
                    document.Tests.AddRange(Items(value, "tests").Select(t => Mapping(t, "a test")).OfType<YamlMapping>().Select(Test));
                    break;
            }
        }

        return document;
    }

    private void Match(PolicyDocument document, YamlNode node)
    {
        if (Mapping(node, "`match`") is not { } mapping)
        {
            return;
        }

        foreach (var (key, value) in Known(mapping, "`match`", MatchKeys))
        {
            var texts = Items(value, key.Value).Select(item => Text(key, item)).OfType<Field>().Where(f => f.IsReadable).ToList();
            switch (key.Value)
            {
                case "operations":
                    document.Operations = texts;
                    break;
                case "routes":
                    document.Routes = texts;
                    break;
                default:
                    document.Hosts = texts;
                    break;
            }
        }
    }

    private RuleDocument Rule(YamlMapping mapping)
    {
        var rule = new RuleDocument(mapping.Offset);
        foreach (var (key, value) in Known(mapping, "a rule", RuleKeys))
        {
            switch (key.Value)
            {
                case "name":
                    rule.Name = Text(key, value);
                    break;
                case "when":
                    rule.When = Text(key, value);
                    break;
                case "reason_code":
                    rule.ReasonCode = Text(key, value);
                    break;
                case "reason":
                    rule.Reason = Text(key, value);
                    break;
                default:
                    Then(rule, value);
                    break;
            }
        }

        return rule;
    }

    private void Then(RuleDocument rule, YamlNode node)
    {
        if (Mapping(node, "`then`") is not { } mapping)
        {
            return;
        }

        foreach (var (key, value) in Known(mapping, "`then`", ThenKeys))
        {
            switch (key.Value)
            {
                case "action":
                    rule.Action = Text(key, value);
                    break;
                case "scope":
                    rule.Scope = Text(key, value);
                    break;
                default:
                    rule.Duration = Text(key, value);
                    break;
            }
        }
    }

    private TestDocument Test(YamlMapping mapping)
    {
        var test = new TestDocument(mapping.Offset);
        foreach (var (key, value) in Known(mapping, "a test", TestKeys))
        {
            switch (key.Value)
            {
                case "name":
                    test.Name = Text(key, value);
                    break;
                case "request":
                    foreach (var (name, field) in Pairs(value, "`request`", TestRequestReader.Keys))
                    {
                        test.Request[name.Value] = field;
                    }

                    break;
                case "features":
                    test.Features.AddRange(Pairs(value, "`features`", null));
                    break;
                case "threats":
                    test.Threats.AddRange(Pairs(value, "`threats`", null));
                    break;
                default:
                    Expect(test, value);
                    break;
            }
        }

        return test;
    }

    private void Expect(TestDocument test, YamlNode node)
    {
        foreach (var (name, field) in Pairs(node, "`expect`", ExpectKeys))
        {
            if (name.Value == "action")
            {
                test.Action = field;
            }
            else
            {
                test.Rule = field;
            }
        }
    }

    private List<(Field Name, Field Value)> Pairs(YamlNode node, string what, string[]? keys)
    {
        var pairs = new List<(Field, Field)>();
        if (Mapping(node, what) is { } mapping)
        {
            foreach (var (key, value) in keys is null ? mapping.Entries : Known(mapping, what, keys))
            {
                if (Text(key, value) is { IsReadable: true } field)
                {
                    pairs.Add((new Field(key.Value, key.Offset, key.End), field));
                }
            }
        }

        return pairs;
    }

    private List<YamlEntry> Known(YamlMapping mapping, string what, string[] keys)
    {
        var known = new List<YamlEntry>(mapping.Entries.Count);
        foreach (var entry in mapping.Entries)
        {
            if (keys.Contains(entry.Key.Value))
            {
                known.Add(entry);
                continue;
            }

            var hint = NearestName.Hint(entry.Key.Value, keys);
            Report(entry.Key.Offset, "unknown-key", $"{what} has no key `{entry.Key.Value}`",
                hint.Length > 0 ? hint : $"the keys are {string.Join(", ", keys)}");
        }

        return known;
    }

    private IReadOnlyList<YamlNode> Items(YamlNode node, string key)
    {
        if (node is YamlSequence sequence)
        {
            return sequence.Items;
        }

        if (node is not YamlScalar { IsNothing: true })
        {
            Report(node.Offset, "not-a-list", $"`{key}` is {node.Kind}, not a list", "begin each item with a dash");
        }

        return [];
    }

    private YamlMapping? Mapping(YamlNode node, string what)
    {
        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        Report(node.Offset, "not-a-mapping", $"{what} is {node.Kind}, not keys with values", "write `key: value` lines");
        return null;
    }

    private Field? Text(YamlScalar key, YamlNode node)
    {
        if (node is YamlScalar { IsNothing: false } scalar)
        {
            return new Field(scalar.Value, scalar.Offset, scalar.End);
        }

        if (node is YamlScalar)
        {
            return null;
        }

        Report(node.Offset, "not-a-text", $"`{key.Value}` is {node.Kind}, not a text",
            "write it after the colon; put quotes around it if it begins with [ or {");
        return new Field("", node.Offset, node.End) { IsReadable = false };
    }

    private void Report(int offset, string code, string message, string mend)
    {
        var at = _source.PositionOf(offset);
        _problems.Add(new PolicyProblem(_source.File, at.Line, at.Column, code, message, mend));
    }
}
