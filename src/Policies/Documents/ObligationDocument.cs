namespace SecurityDecisioning.Policies.Documents;

/// <summary>An obligation as written: one of <c>header</c> with <c>value</c>, <c>tag</c>, <c>webhook</c>, <c>review</c>.</summary>
internal sealed class ObligationDocument(int offset, List<(Field Name, Field Value)> fields)
{
    public int Offset { get; } = offset;

    public List<(Field Name, Field Value)> Fields { get; } = fields;

    public Field? this[string key] => Fields.Find(f => f.Name.Value == key).Value;
}
