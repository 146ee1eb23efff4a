using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Peers' restrictions on their way into the ledger.</summary>
internal sealed class PeerLedger(IRestrictionLedger ledger, PeerState state, PeerMetrics metrics, ILogger<PeerLedger> logger)
    : PeerIntake<RestrictionChange>(ledger, state, metrics, logger);
