namespace SecurityDecisioning.Policies.Documents;

/// <summary>A standing restriction of a policy's test as written.</summary>
internal sealed class RestrictionDocument(int offset, List<(Field Name, Field Value)> fields)
{
    public int Offset { get; } = offset;

    public List<(Field Name, Field Value)> Fields { get; } = fields;

    public Field? this[string key] => Fields.Find(f => f.Name.Value == key).Value;
}
