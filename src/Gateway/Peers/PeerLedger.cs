using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Peers' restrictions on their way into the ledger.</summary>
internal sealed class PeerLedger(IRestrictionLedger ledger, PeerState state, PeerMetrics metrics, ILogger<PeerLedger> logger)
    : PeerIntake<RestrictionChange>(state, metrics, logger)
{
    protected override Task StoreAsync(IReadOnlyList<RestrictionChange> batch, CancellationToken cancellationToken) =>
        ledger.TakeInAsync(batch, cancellationToken);
}
