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

    public List<RuleDocument> Rules { get; } = [];

    public List<TestDocument> Tests { get; } = [];
}
