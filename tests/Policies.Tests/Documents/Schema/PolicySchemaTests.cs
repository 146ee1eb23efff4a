using System.Text.Json.Nodes;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Documents.Schema;
using SecurityDecisioning.Policies.Documents.Yaml;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Documents.Schema;

/// <summary>What editors are told is what the reader takes. With <c>UPDATE_DOCS=1</c> the published file is written anew.</summary>
[TestFixture]
internal sealed class PolicySchemaTests
{
    private static readonly string Published = Path.Combine(ShippedPack.Folder, "..", "docs", "schema", "policy.schema.json");

    [Test]
    public void Published_schema_is_the_one_that_the_reader_stands_for()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Published)!);
            File.WriteAllText(Published, PolicySchema.Text);
        }

        Assert.That(File.ReadAllText(Published), Is.EqualTo(PolicySchema.Text), "run this test with UPDATE_DOCS=1 to write it anew");
    }

    public static IEnumerable<string> Shipped() => Directory.GetFiles(ShippedPack.Folder, "*.yaml").Select(f => Path.GetFileName(f)!);

    [TestCaseSource(nameof(Shipped))]
    public void Shipped_policy_is_valid_and_names_its_schema(string file)
    {
        var text = File.ReadAllText(Path.Combine(ShippedPack.Folder, file));

        Assert.That(text, Does.StartWith("# yaml-language-server: $schema=../docs/schema/policy.schema.json\n"));
        Assert.That(SchemaCheck.Check(PolicySchema.Text, Parse(text)), Is.Empty);
    }

    [Test]
    public void Every_key_is_in_the_schema_and_documents_that_use_all_of_them_are_valid_to_both()
    {
        var documents = new[] { FullDocuments.Policy, FullDocuments.Elsewhere, FullDocuments.Shared };

        var problems = PolicyLoader.Build(
            [.. documents.Select((d, i) => new PolicyFile($"{i}.yaml", System.Text.Encoding.UTF8.GetBytes(d)))], null, new ProblemList()).Problems;

        Assert.That(problems.Select(p => p.ToString()), Is.Empty);
        foreach (var document in documents)
        {
            Assert.That(SchemaCheck.Check(PolicySchema.Text, Parse(document)), Is.Empty);
        }

        var used = documents.SelectMany(d => KeysOf(Parse(d))).ToHashSet();
        Assert.That(AllKeys().Where(k => !used.Contains(k)), Is.Empty, "the documents above use every key");
    }

    [TestCase("mode: enforced")]
    [TestCase("rollout: 101")]
    [TestCase("jurisdictions: { only: [DE], except: [FR] }")]
    [TestCase("schedule: { windows: ['* * * *'] }")]
    [TestCase("match: { operation: [login] }")]
    [TestCase("budget: { overturned: 2, window: 7d }")]
    [TestCase("expires: tomorrow")]
    public void Mistake_that_an_editor_can_see_is_one_to_the_schema_too(string line)
    {
        var key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        var text = string.Join('\n', FullDocuments.Policy.Split('\n').Where(l => !l.StartsWith(key + ":", StringComparison.Ordinal))) + $"\n{line}\n";

        Assert.That(SchemaCheck.Check(PolicySchema.Text, Parse(text)), Is.Not.Empty);
    }

    [Test]
    public void Every_part_of_the_schema_is_explained()
    {
        var silent = new List<string>();
        Walk(JsonNode.Parse(PolicySchema.Text)!, "");
        Assert.That(silent, Is.Empty);

        void Walk(JsonNode node, string at)
        {
            if (node is not JsonObject schema)
            {
                return;
            }

            foreach (var (key, property) in schema["properties"]?.AsObject() ?? [])
            {
                var named = property!["$ref"] is not null || property["description"] is not null || at.EndsWith("/threats", StringComparison.Ordinal);
                if (!named)
                {
                    silent.Add($"{at}/{key}");
                }

                Walk(property, $"{at}/{key}");
            }

            foreach (var (name, definition) in schema["$defs"]?.AsObject() ?? [])
            {
                Walk(definition!, $"{at}/{name}");
            }
        }
    }

    private static IEnumerable<string> AllKeys() => DocumentKeys.All.Concat(TestRequestReader.Keys).Distinct();

    private static IEnumerable<string> KeysOf(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(e => KeysOf(e.Value).Prepend(e.Key.Value)),
        YamlSequence sequence => sequence.Items.SelectMany(KeysOf),
        _ => [],
    };

    private static YamlNode Parse(string text) =>
        YamlTreeReader.Read(new SourceText("a.yaml", text), new ProblemList()) ?? throw new InvalidOperationException("no YAML");
}
