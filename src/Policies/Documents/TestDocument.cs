namespace SecurityDecisioning.Policies.Documents;

/// <summary>A test of a policy as written: a request, features and probabilities, and what is expected.</summary>
internal sealed class TestDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? Name { get; set; }

    public Dictionary<string, Field> Request { get; } = new(StringComparer.Ordinal);

    public List<(Field Name, Field Value)> Features { get; } = [];

    public List<(Field Name, Field Value)> Threats { get; } = [];

    public Field? Action { get; set; }

    /// <summary>The rule that wins; <c>none</c> where nothing fires; null where it does not matter.</summary>
    public Field? Rule { get; set; }
}
