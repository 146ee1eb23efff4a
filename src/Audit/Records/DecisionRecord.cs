namespace SecurityDecisioning.Audit.Records;

/// <summary>A decision as it is kept: the columns, and the whole of it as the log encoded it.</summary>
/// <param name="Summary">What lists show.</param>
/// <param name="Encoded">The log record; this stage stores it and does not look into it.</param>
public sealed record DecisionRecord(DecisionSummary Summary, ReadOnlyMemory<byte> Encoded)
{
    /// <summary>
    /// Tags that the policies' obligations gave it, each between line ends, so that a search for one finds no other; empty for
    /// none. Written, filtered by, and not read back: the encoded record has them.
    /// </summary>
    public string Tags { get; init; } = "";

    /// <summary>The record of <paramref name="decision"/>, whose log record <paramref name="encoded"/> is.</summary>
    public static DecisionRecord Of(Decision decision, ReadOnlyMemory<byte> encoded) =>
        new(DecisionSummary.Of(decision), encoded) { Tags = TagsOf(decision) };

    private static string TagsOf(Decision decision)
    {
        var tags = "";
        foreach (var obligation in decision.Obligations)
        {
            if (obligation.Kind == ObligationKind.Tag)
            {
                tags += (tags.Length == 0 ? "\n" : "") + obligation.Name + "\n";
            }
        }

        return tags;
    }
}
