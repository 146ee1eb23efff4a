using System.Text.Json.Nodes;

namespace SecurityDecisioning.Policies.Documents.Schema;

/// <summary>Parts of a JSON Schema (draft 2020-12).</summary>
internal static class SchemaParts
{
    public static JsonObject Text(string meaning, params string[] examples)
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = meaning };
        return examples.Length == 0 ? schema : schema.With("examples", Values(examples));
    }

    public static JsonObject Pattern(string pattern, string meaning, params string[] examples) =>
        Text(meaning, examples).With("pattern", pattern);

    public static JsonObject OneOf(IEnumerable<string> values, string meaning) =>
        new() { ["type"] = "string", ["enum"] = Values(values), ["description"] = meaning };

    public static JsonObject Flag(string meaning) => new() { ["type"] = "boolean", ["description"] = meaning };

    public static JsonObject Whole(int least, int most, string meaning) =>
        new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most, ["description"] = meaning };

    public static JsonObject List(JsonObject items, int most, string meaning) =>
        new() { ["type"] = "array", ["items"] = items, ["maxItems"] = most, ["description"] = meaning };

    public static JsonObject Either(string meaning, params JsonObject[] ways) =>
        new() { ["anyOf"] = new JsonArray([.. ways]), ["description"] = meaning };

    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    /// <summary>A mapping with these keys and no others; a key that ends with <c>!</c> must be there.</summary>
    public static JsonObject Keys(string meaning, params (string Key, JsonObject Schema)[] keys)
    {
        var properties = new JsonObject();
        foreach (var (key, schema) in keys)
        {
            properties[key.TrimEnd('!')] = schema;
        }

        var result = new JsonObject
        {
            ["type"] = "object",
            ["description"] = meaning,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = keys.Where(k => k.Key.EndsWith('!')).Select(k => k.Key.TrimEnd('!')).ToList();
        return required.Count == 0 ? result : result.With("required", Values(required));
    }

    /// <summary>A mapping from names of the author's own.</summary>
    public static JsonObject Named(string pattern, JsonObject values, string meaning) => new()
    {
        ["type"] = "object",
        ["description"] = meaning,
        ["propertyNames"] = new JsonObject { ["pattern"] = pattern },
        ["additionalProperties"] = values,
    };

    public static JsonObject With(this JsonObject schema, string key, JsonNode value)
    {
        schema[key] = value;
        return schema;
    }

    public static JsonArray Values(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
