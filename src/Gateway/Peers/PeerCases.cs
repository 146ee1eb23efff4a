using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Peers' cases and snoozes on their way into the ledger.</summary>
internal sealed class PeerCases(ICaseLedger ledger, PeerState state, PeerMetrics metrics, ILogger<PeerCases> logger)
    : PeerIntake<ReviewChange>(state, metrics, logger)
{
    protected override Task StoreAsync(IReadOnlyList<ReviewChange> batch, CancellationToken cancellationToken) =>
        ledger.TakeInAsync(batch, cancellationToken);
}
