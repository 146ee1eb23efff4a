namespace SecurityDecisioning.Policies.Documents;

/// <summary>A file of what policies share, as written.</summary>
internal sealed class SharedDocument(SourceText source, int offset)
{
    public SourceText Source { get; } = source;

    public int Offset { get; } = offset;

    /// <summary>What stands after <c>shared:</c>.</summary>
    public Field? Flag { get; set; }

    public List<ListDocument> Lists { get; } = [];

    public List<(Field Name, Field Value)> Variables { get; } = [];

    public List<MacroDocument> Macros { get; } = [];

    public List<ExperimentDocument> Experiments { get; } = [];
}
