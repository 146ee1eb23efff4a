using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Tests.Documents.Schema;

/// <summary>
/// As much of JSON Schema (draft 2020-12) as the published schema uses, over YAML's nodes. A keyword that it does not know fails,
/// so that the schema cannot come to say something that nothing checks.
/// </summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Notes = ["$schema", "$id", "$defs", "title", "description", "examples", "then", "else"];

    public List<string> Errors { get; } = [];

    public static List<string> Check(string schema, YamlNode document)
    {
        var root = JsonNode.Parse(schema)!.AsObject();
        var check = new SchemaCheck(root);
        check.Check(root, document, "");
        return check.Errors;
    }

    private bool Holds(JsonObject schema, YamlNode node)
    {
        var inner = new SchemaCheck(root);
        inner.Check(schema, node, "");
        return inner.Errors.Count == 0;
    }

    private void Check(JsonObject schema, YamlNode node, string at)
    {
        foreach (var (keyword, value) in schema)
        {
            if (!Notes.Contains(keyword) && !IsMet(schema, keyword, value!, node, at))
            {
                Errors.Add($"{at}: {keyword} {value!.ToJsonString()[..Math.Min(80, value.ToJsonString().Length)]}");
            }
        }
    }

    private bool IsMet(JsonObject schema, string keyword, JsonNode value, YamlNode node, string at)
    {
        switch (keyword)
        {
            case "$ref":
                Check(root["$defs"]![value.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), node, at);
                return true;
            case "if":
                Check(schema[Holds(value.AsObject(), node) ? "then" : "else"]!.AsObject(), node, at);
                return true;
            case "anyOf":
                return value.AsArray().Any(s => Holds(s!.AsObject(), node));
            case "type":
                return (value is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [value.GetValue<string>()]).Any(t => IsType(node, t));
            case "required":
                return node is not YamlMapping || value.AsArray().All(k => Find(node, k!.GetValue<string>()) is not null);
            case "properties":
                foreach (var (key, property) in value.AsObject())
                {
                    if (Find(node, key) is { } child)
                    {
                        Check(property!.AsObject(), child, $"{at}/{key}");
                    }
                }

                return true;
            case "additionalProperties":
                return Others(schema, node).All(e => value is JsonObject rest && IsChecked(rest, e, at));
            case "propertyNames":
                return Entries(node).All(e => Regex.IsMatch(e.Key.Value, value["pattern"]!.GetValue<string>()));
            case "minProperties":
                return Entries(node).Count() >= value.GetValue<int>();
            case "maxProperties":
                return Entries(node).Count() <= value.GetValue<int>();
            case "items":
                var items = node is YamlSequence sequence ? sequence.Items : [];
                for (var i = 0; i < items.Count; i++)
                {
                    Check(value.AsObject(), items[i], $"{at}/{i}");
                }

                return true;
            case "minItems":
                return node is not YamlSequence least || least.Items.Count >= value.GetValue<int>();
            case "maxItems":
                return node is not YamlSequence most || most.Items.Count <= value.GetValue<int>();
            case "enum":
                return node is YamlScalar one && value.AsArray().Any(v => v!.GetValue<string>() == one.Value);
            case "const":
                return node is YamlScalar exact && exact.Value == (value.GetValueKind() == System.Text.Json.JsonValueKind.True ? "true" : value.ToString());
            case "pattern":
                return node is not YamlScalar text || Regex.IsMatch(text.Value, value.GetValue<string>());
            case "minLength":
                return node is not YamlScalar shortest || shortest.Value.Length >= value.GetValue<int>();
            case "maxLength":
                return node is not YamlScalar longest || longest.Value.Length <= value.GetValue<int>();
            case "minimum":
                return Number(node) >= value.GetValue<double>();
            case "maximum":
                return Number(node) <= value.GetValue<double>();
            default:
                return false;
        }
    }

    private bool IsChecked(JsonObject schema, YamlEntry entry, string at)
    {
        Check(schema, entry.Value, $"{at}/{entry.Key.Value}");
        return true;
    }

    private static IEnumerable<YamlEntry> Entries(YamlNode node) => node is YamlMapping mapping ? mapping.Entries : [];

    private static IEnumerable<YamlEntry> Others(JsonObject schema, YamlNode node) =>
        Entries(node).Where(e => schema["properties"]?.AsObject().ContainsKey(e.Key.Value) != true);

    private static YamlNode? Find(YamlNode node, string key) => Entries(node).FirstOrDefault(e => e.Key.Value == key).Value;

    private static double? Number(YamlNode node) =>
        node is YamlScalar { IsPlain: true } scalar
        && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The core schema of YAML 1.2: what is plain and looks like a number or a truth value is one.
    private static bool IsType(YamlNode node, string type) => type switch
    {
        "object" => node is YamlMapping,
        "array" => node is YamlSequence,
        "boolean" => node is YamlScalar { IsPlain: true, Value: "true" or "false" },
        "number" => Number(node) is not null,
        "integer" => Number(node) is { } number && number == Math.Floor(number),
        _ => node is YamlScalar { IsNothing: false } && !IsType(node, "boolean") && Number(node) is null,
    };
}
