namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// Where decisions are kept for people to look at: a projection of the log. Published plug point: SQLite here, other databases
/// elsewhere.
/// </summary>
public interface IDecisionRecords
{
    /// <summary>Log offset of the first record not yet taken in.</summary>
    Task<long> NextOffsetAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes in a batch and <paramref name="nextOffset"/> in one transaction, so that each record is taken in exactly once.
    /// A decision that is there already stays as it is.
    /// </summary>
    Task AppendAsync(IReadOnlyList<DecisionRecord> batch, long nextOffset, CancellationToken cancellationToken = default);

    /// <summary>The decision called <paramref name="id"/>, or null.</summary>
    Task<DecisionRecord?> FindAsync(EventId id, CancellationToken cancellationToken = default);

    /// <summary>Decisions that match, newest first.</summary>
    Task<IReadOnlyList<DecisionSummary>> QueryAsync(DecisionQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Decisions from <paramref name="fromMs"/> to before <paramref name="toMs"/> by action, in buckets of
    /// <paramref name="bucketMs"/> from <paramref name="fromMs"/> on; empty buckets are left out.
    /// </summary>
    Task<IReadOnlyList<ActionCount>> CountByActionAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default);

    /// <summary>
    /// Decisions that live shadow policies would have made otherwise, in the buckets of <see cref="CountByActionAsync"/>: start
    /// of the bucket and how many; empty buckets are left out.
    /// </summary>
    Task<IReadOnlyList<(long BucketMs, long Count)>> CountShadowDiffersAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default);

    Task<DecisionTotals> TotalsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes decisions made before <paramref name="beforeMs"/>, in small transactions; returns how many.
    /// </summary>
    Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default);
}
