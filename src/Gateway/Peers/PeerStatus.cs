namespace SecurityDecisioning.Gateway.Peers;

/// <summary>What has come from one peer since the start.</summary>
/// <param name="Origin">Which log it writes.</param>
/// <param name="Events">Events taken in.</param>
/// <param name="Restrictions">Restrictions and lifts taken in.</param>
/// <param name="Delay">From the newest record's time, by the peer's clock, to here, by ours. Skewed clocks show in it.</param>
/// <param name="SilentFor">Since its newest record was taken in.</param>
public readonly record struct PeerStatus(ulong Origin, long Events, long Restrictions, TimeSpan Delay, TimeSpan SilentFor);
