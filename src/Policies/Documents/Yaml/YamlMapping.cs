namespace SecurityDecisioning.Policies.Documents.Yaml;

/// <summary>Keys with values, in the order of the document.</summary>
internal sealed class YamlMapping(int offset, int end, IReadOnlyList<YamlEntry> entries) : YamlNode(offset, end)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a mapping";
}
