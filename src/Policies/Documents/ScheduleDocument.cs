namespace SecurityDecisioning.Policies.Documents;

/// <summary>When a policy acts, as written.</summary>
internal sealed class ScheduleDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? TimeZone { get; set; }

    public List<Field> Windows { get; set; } = [];

    public List<CampaignDocument> Campaigns { get; } = [];
}
