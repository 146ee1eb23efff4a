namespace SecurityDecisioning.Policies.Documents.Yaml;

/// <summary>A text, a number or nothing.</summary>
internal sealed class YamlScalar(int offset, int end, string value, bool isPlain) : YamlNode(offset, end)
{
    public string Value { get; } = value;

    /// <summary>Written without quotes and not as a block.</summary>
    public bool IsPlain { get; } = isPlain;

    public bool IsNothing => IsPlain && Value is "" or "~" or "null";

    public override string Kind => IsNothing ? "nothing" : "a text";
}
