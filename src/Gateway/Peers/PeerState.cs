using System.Collections.Concurrent;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Who the peers are and what has come from them, for health and metrics. Bounded.</summary>
public sealed class PeerState(TimeProvider time)
{
    /// <summary>Peers told apart; what others send counts for nobody in particular.</summary>
    public const int MostPeers = 256;

    private readonly ConcurrentDictionary<ulong, Peer> _peers = new();
    private long _unreadable;
    private long _ledgerLost;
    private volatile bool _isCopied;
    private volatile bool _isCaughtUp;

    /// <summary>Newest first by number of records.</summary>
    public IReadOnlyList<PeerStatus> Peers =>
        [.. _peers.Select(p => p.Value.Status(p.Key, time)).OrderByDescending(static p => p.Events + p.Restrictions)];

    /// <summary>Records of peers that do not read.</summary>
    public long Unreadable => Interlocked.Read(ref _unreadable);

    /// <summary>Restrictions of peers that hold and are not in this gateway's ledger, until the next start.</summary>
    public long LedgerLost => Interlocked.Read(ref _ledgerLost);

    /// <summary>Another gateway writes as this one: it runs with a copy of this data folder.</summary>
    public bool IsCopied => _isCopied;

    /// <summary>Whether all that peers had written at the start has been read.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    internal void CaughtUp() => _isCaughtUp = true;

    internal void AddUnreadable() => Interlocked.Increment(ref _unreadable);

    internal void AddLedgerLost() => Interlocked.Increment(ref _ledgerLost);

    /// <summary>True for the first time.</summary>
    internal bool SetCopied()
    {
        var before = _isCopied;
        _isCopied = true;
        return !before;
    }

    /// <summary>Counts a record of a peer's and returns how long it was on its way.</summary>
    internal TimeSpan Took(Topic topic, in SharedRecord record)
    {
        var delay = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(record.TimeMs, 0, long.MaxValue / 20_000));
        if (!_peers.TryGetValue(record.Origin, out var peer))
        {
            if (_peers.Count >= MostPeers)
            {
                return delay;
            }

            peer = _peers.GetOrAdd(record.Origin, static _ => new Peer());
        }

        peer.Took(topic, delay, time.GetTimestamp());
        return delay;
    }

    private sealed class Peer
    {
        private long _events;
        private long _restrictions;
        private long _delayTicks;
        private long _heardAt;

        public void Took(Topic topic, TimeSpan delay, long now)
        {
            switch (topic)
            {
                case Topic.Events:
                    Interlocked.Increment(ref _events);
                    break;
                case Topic.Restrictions:
                    Interlocked.Increment(ref _restrictions);
                    break;
            }

            Interlocked.Exchange(ref _delayTicks, delay.Ticks);
            Interlocked.Exchange(ref _heardAt, now);
        }

        public PeerStatus Status(ulong origin, TimeProvider time) => new(
            origin,
            Interlocked.Read(ref _events),
            Interlocked.Read(ref _restrictions),
            TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks)),
            time.GetElapsedTime(Interlocked.Read(ref _heardAt)));
    }
}
