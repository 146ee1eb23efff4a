using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Peers' cases and snoozes on their way into the ledger.</summary>
internal sealed class PeerCases(ICaseLedger ledger, PeerState state, PeerMetrics metrics, ILogger<PeerCases> logger)
    : PeerIntake<ReviewChange>(ledger, state, metrics, logger);
