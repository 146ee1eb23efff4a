namespace SecurityDecisioning.Policies.Documents;

/// <summary>One entry of a list as written.</summary>
internal sealed class ListEntryDocument
{
    public Field? Value { get; set; }

    public Field? From { get; set; }

    public Field? Until { get; set; }
}
