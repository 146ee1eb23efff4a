namespace SecurityDecisioning.Policies.Documents;

/// <summary>A list as written.</summary>
internal sealed class ListDocument(Field name)
{
    public Field Name { get; } = name;

    public Field? Kind { get; set; }

    /// <summary>What being on it says of somebody: <c>place</c> or <c>deed</c>.</summary>
    public Field? Grounds { get; set; }

    public List<ListEntryDocument> Entries { get; } = [];
}
