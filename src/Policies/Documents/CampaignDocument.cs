namespace SecurityDecisioning.Policies.Documents;

/// <summary>A dated time as written.</summary>
internal sealed class CampaignDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? Name { get; set; }

    public Field? From { get; set; }

    public Field? Until { get; set; }
}
