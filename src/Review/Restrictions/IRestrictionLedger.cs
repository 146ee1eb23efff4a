using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>
/// Every restriction there is and was: a projection of the restrictions topic. Taking in a record twice, or a lift before its
/// restriction, changes nothing about the result. Nothing else writes here: a person's word takes the way through the log
/// (<see cref="RestrictionDesk"/>).
/// </summary>
public interface IRestrictionLedger : ILedger<RestrictionChange>
{
    /// <summary>The restriction called <paramref name="id"/>, or null.</summary>
    Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default);

    /// <summary>Restrictions that match, newest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// What stands at <paramref name="timeMs"/>, those that last longest first, at most <paramref name="most"/>: what a starting
    /// engine loads.
    /// </summary>
    Task<IReadOnlyList<Restriction>> StandingAsync(long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default);

    /// <summary>How many stand now, by action; every action but allow has an entry.</summary>
    Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes what ran out before <paramref name="beforeMs"/>, with its lifts, in small transactions; returns how many.
    /// </summary>
    Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default);
}
