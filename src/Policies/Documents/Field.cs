namespace SecurityDecisioning.Policies.Documents;

/// <summary>A text of a document and where it stands.</summary>
internal sealed record Field(string Value, int Offset, int End)
{
    /// <summary>False where something else than a text stands there, which has been reported.</summary>
    public bool IsReadable { get; init; } = true;
}
