namespace SecurityDecisioning.Review.Ledgers;

/// <summary>
/// A projection of one topic into a database. Taking in a record twice, or records in another order, changes nothing about the
/// result.
/// </summary>
/// <typeparam name="TChange">One record of the topic, as the ledger takes it in.</typeparam>
public interface ILedger<in TChange>
{
    /// <summary>Log offset of the first record not yet taken in.</summary>
    Task<long> NextOffsetAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes in a batch and <paramref name="nextOffset"/> in one transaction.</summary>
    Task ApplyAsync(IReadOnlyList<TChange> batch, long nextOffset, CancellationToken cancellationToken = default);

    /// <summary>Takes in what does not come from the log whose offsets are kept here: what peers wrote.</summary>
    Task TakeInAsync(IReadOnlyList<TChange> batch, CancellationToken cancellationToken = default);
}
