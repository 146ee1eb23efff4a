namespace SecurityDecisioning.Policies.Documents;

/// <summary>The documents of one folder, in the order of their files.</summary>
internal sealed class DocumentSet
{
    public List<PolicyDocument> Policies { get; } = [];

    public List<SharedDocument> Shared { get; } = [];
}
