namespace SecurityDecisioning.Audit.Records;

/// <summary>A decision as it is kept: the columns, and the whole of it as the log encoded it.</summary>
/// <param name="Summary">What lists show.</param>
/// <param name="Encoded">The log record; this stage stores it and does not look into it.</param>
public sealed record DecisionRecord(DecisionSummary Summary, ReadOnlyMemory<byte> Encoded)
{
    /// <summary>The record of <paramref name="decision"/>, whose log record <paramref name="encoded"/> is.</summary>
    public static DecisionRecord Of(Decision decision, ReadOnlyMemory<byte> encoded) =>
        new(DecisionSummary.Of(decision), encoded);
}
