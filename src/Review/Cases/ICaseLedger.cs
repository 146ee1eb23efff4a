using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Cases;

/// <summary>
/// Every case and every snooze: a projection of the verdicts topic. Taking in a record twice, or records of a case in another
/// order, changes nothing about the result. Nothing else writes here: a person's word takes the way through the log
/// (<see cref="CaseDesk"/>).
/// </summary>
public interface ICaseLedger : ILedger<ReviewChange>
{
    /// <summary>The case called <paramref name="id"/>, or null.</summary>
    Task<Case?> FindAsync(EventId id, CancellationToken cancellationToken = default);

    /// <summary>Cases that match, newest first.</summary>
    Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many cases are open, all of them or those of one origin.</summary>
    Task<long> CountOpenAsync(CaseOrigin? origin = null, CancellationToken cancellationToken = default);

    /// <summary>The snooze called <paramref name="id"/>, or null.</summary>
    Task<Snooze?> FindSnoozeAsync(EventId id, CancellationToken cancellationToken = default);

    /// <summary>Snoozes that match, newest first.</summary>
    Task<IReadOnlyList<Snooze>> ListAsync(SnoozeQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes cases closed and snoozes that ran out before <paramref name="beforeMs"/>, in small transactions; returns how many.
    /// Open cases stay, however old.
    /// </summary>
    Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default);
}
