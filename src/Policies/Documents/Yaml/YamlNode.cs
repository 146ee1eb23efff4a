namespace SecurityDecisioning.Policies.Documents.Yaml;

/// <summary>A part of a document with its place.</summary>
internal abstract class YamlNode(int offset, int end)
{
    public int Offset { get; } = offset;

    public int End { get; } = end;

    /// <summary>What it is called in messages.</summary>
    public abstract string Kind { get; }
}
