namespace SecurityDecisioning.Policies.Documents;

/// <summary>A text of a document and where it stands.</summary>
internal sealed record Field(string Value, int Offset, int End);
