using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>
/// Reads nodes of one file as texts, lists and mappings. Unknown keys and wrong shapes are problems; reading goes on, so all are
/// found at once.
/// </summary>
internal sealed class NodeReader(SourceText source, ProblemList problems)
{
    public SourceText Source => source;

    /// <summary>The entries whose keys are known; the others are reported.</summary>
    public List<YamlEntry> Entries(YamlNode node, string what, IReadOnlyList<string> keys) =>
        Mapping(node, what) is { } mapping ? Known(mapping, what, keys) : [];

    /// <summary>Names with texts; any name where <paramref name="keys"/> is null.</summary>
    public List<(Field Name, Field Value)> Pairs(YamlNode node, string what, IReadOnlyList<string>? keys)
    {
        var pairs = new List<(Field, Field)>();
        foreach (var (key, value) in AnyOrKnown(node, what, keys))
        {
            if (Text(key, value) is not { } field)
            {
                Report(key.Offset, "missing-value", $"`{key.Value}` has no value", "write one after the colon, or remove the line");
            }
            else if (field.IsReadable)
            {
                pairs.Add((NameOf(key), field));
            }
        }

        return pairs;
    }

    /// <summary>The readable texts of a list.</summary>
    public List<Field> Texts(YamlScalar key, YamlNode node) =>
        [.. Items(node, key.Value).Select(item => Text(key, item)).OfType<Field>().Where(f => f.IsReadable)];

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<YamlMapping> Mappings(YamlNode node, string key, string what) =>
        Items(node, key).Select(item => Mapping(item, what)).OfType<YamlMapping>();

    public IReadOnlyList<YamlNode> Items(YamlNode node, string key)
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

    public YamlMapping? Mapping(YamlNode node, string what)
    {
        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        Report(node.Offset, "not-a-mapping", $"{what} is {node.Kind}, not keys with values", "write `key: value` lines");
        return null;
    }

    /// <summary>A text; null where nothing stands there; unreadable (and reported) where something else does.</summary>
    public Field? Text(YamlScalar key, YamlNode node)
    {
        if (node is YamlScalar { IsNothing: false } scalar)
        {
            return NameOf(scalar);
        }

        if (node is YamlScalar)
        {
            return null;
        }

        Report(node.Offset, "not-a-text", $"`{key.Value}` is {node.Kind}, not a text",
            "write it after the colon; put quotes around it if it begins with [ or {");
        return new Field("", node.Offset, node.End) { IsReadable = false };
    }

    public static Field NameOf(YamlScalar scalar) => new(scalar.Value, scalar.Offset, scalar.End);

    public void Report(int offset, string code, string message, string mend)
    {
        var at = source.PositionOf(offset);
        problems.Add(new PolicyProblem(source.File, at.Line, at.Column, code, message, mend));
    }

    public List<YamlEntry> Known(YamlMapping mapping, string what, IReadOnlyList<string> keys)
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

    private IReadOnlyList<YamlEntry> AnyOrKnown(YamlNode node, string what, IReadOnlyList<string>? keys) =>
        Mapping(node, what) is not { } mapping ? [] : keys is null ? mapping.Entries : Known(mapping, what, keys);
}
