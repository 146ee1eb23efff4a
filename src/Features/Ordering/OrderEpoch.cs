namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// A moment that all of memory agrees on: everything in the log before these offsets has been applied, and everything from them
/// on was applied after the tapes stood at these heads.
/// </summary>
/// <param name="Events">First event that may or may not have been applied.</param>
/// <param name="Restrictions">Likewise of restrictions and lifts.</param>
/// <param name="Heads">Where each shard's tape stood; by <see cref="FeatureStore.TapeHeads"/>, taken before the offsets.</param>
public sealed record OrderEpoch(long Events, long Restrictions, IReadOnlyList<long> Heads)
{
    /// <summary>Likewise of cases.</summary>
    public long Verdicts { get; init; }
}
