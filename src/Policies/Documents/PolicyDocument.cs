namespace SecurityDecisioning.Policies.Documents;

/// <summary>A policy as written: texts with places, nothing checked yet.</summary>
internal sealed class PolicyDocument(SourceText source, int offset)
{
    public SourceText Source { get; } = source;

    public int Offset { get; } = offset;

    public Field? Name { get; set; }

    public Field? Owner { get; set; }

    public Field? Description { get; set; }

    public Field? Threat { get; set; }

    public Field? Mode { get; set; }

    public List<Field> Operations { get; set; } = [];

    public List<Field> Routes { get; set; } = [];

    public List<Field> Hosts { get; set; } = [];

    public List<Field> Methods { get; set; } = [];

    public List<Field> Paths { get; set; } = [];

    public Field? Rollout { get; set; }

    public Field? Expires { get; set; }

    public ScheduleDocument? Schedule { get; set; }

    /// <summary>Where <c>jurisdictions</c> stands, where it does.</summary>
    public Field? Jurisdictions { get; set; }

    public List<Field> Only { get; set; } = [];

    public List<Field> Except { get; set; } = [];

    public List<Field> Consent { get; set; } = [];

    public BudgetDocument? Budget { get; set; }

    public List<(Field Name, Field Value)> Variables { get; } = [];

    public List<RuleDocument> Rules { get; } = [];

    public List<TestDocument> Tests { get; } = [];
}
