namespace SecurityDecisioning.Policies.Documents;

/// <summary>A list as written.</summary>
internal sealed class ListDocument(Field name)
{
    public Field Name { get; } = name;

    public Field? Kind { get; set; }

    public List<ListEntryDocument> Entries { get; } = [];
}
