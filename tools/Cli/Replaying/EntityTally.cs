namespace SecurityDecisioning.Cli.Replaying;

/// <summary>What would have befallen one entity.</summary>
internal sealed class EntityTally
{
    public long Decisions { get; set; }

    public ActionKind Strongest { get; set; }

    public bool Enforced { get; set; }

    public Threat Threat { get; set; }

    public float Risk { get; set; }

    public string Reason { get; set; } = "";
}
