namespace SecurityDecisioning.Policies.Documents.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(int offset, int end, IReadOnlyList<YamlNode> items) : YamlNode(offset, end)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}
