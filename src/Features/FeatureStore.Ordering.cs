using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Features.Storage;

namespace SecurityDecisioning.Features;

/// <summary>Noting the order in which events reach entities, and working a decision out again in that order (docs/snapshots.md).</summary>
public sealed partial class FeatureStore
{
    private const int ScratchBlockBytes = 4 << 20;
    private OrderWatch? _watch;

    /// <summary>A store for a few entities that reads what all requests share from another.</summary>
    private FeatureStore(FeatureStore shared)
    {
        _options = shared._options with
        {
            MaxEntities = FeatureStoreOptions.SmallestMaxEntities, MaxBlockBytes = ScratchBlockBytes, RememberedEvents = 512,
        };
        _hash = shared._hash;
        _maxSkewMs = shared._maxSkewMs;
        _recent = new RecentEvents(_options.RememberedEvents);
        _shards = NewShards(out _region);
        _shared = shared._shared;
    }

    /// <summary>Notes the order of steps from now on, and of drawn decisions what had come before. Before events are applied.</summary>
    public void Note(OrderWatch watch)
    {
        foreach (var shard in _shards) shard.NoteOrder();
        _watch = watch;
    }

    /// <summary>Where each shard's tape stands; for an <see cref="OrderEpoch"/>.</summary>
    public IReadOnlyList<long> TapeHeads() => Array.ConvertAll(_shards, s => s.TapeHead());

    /// <summary><see cref="Apply(SecurityEvent)"/>, and whether a login failed under a name that nobody is known behind.</summary>
    public bool ApplyAndTell(SecurityEvent securityEvent) => Fold(securityEvent, default);

    internal ulong FingerprintOf(SecurityEvent e) => _hash.Of(e.Id.High, e.Id.Low, (ulong)e.Kind);

    internal ulong FingerprintOf(Restriction restriction) =>
        _hash.Of(restriction.Id.High, restriction.Id.Low, DecidedKinds.Restriction);

    internal ulong FingerprintOf(RestrictionLift lift) => _hash.Of(lift.Restriction.High, lift.Restriction.Low, DecidedKinds.Lift);

    internal ulong FingerprintOf(Case item) => _hash.Of(item.Id.High, item.Id.Low, DecidedKinds.Verdict);

    internal EventEntities EntitiesOf(SecurityEvent e) => new(e, _hash);

    /// <summary>A small store with a copy of the event's entities; what all requests share is this store's own, and only read.</summary>
    internal FeatureStore Scratch(SecurityEvent e)
    {
        var scratch = new FeatureStore(this);
        CopyEntities(e, scratch);
        return scratch;
    }

    /// <summary>Applies an event to some of its entities and to nothing else.</summary>
    internal void ApplyTo(SecurityEvent e, uint places, bool isSignIn, bool isNameUnknown)
    {
        var entities = new EventEntities(e, _hash);
        var change = new Change(e, _hash, TimeOf(e, out _));
        if (isSignIn) SignIn(ref change, 0);
        for (var i = 0; i < EventEntities.Count; i++)
        {
            if (i > 0) change.IsNameUnknown = isNameUnknown;
            if ((places & (1u << i)) != 0)
                ShardOf(entities.Hashes[i]).Apply(entities.Hashes[i], entities.Keys[i], ref change, 0, _shared.Logins, default);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Applies an event to all its entities, not to what is shared, and reads the vector.</summary>
    internal void ApplyAllAndRead(SecurityEvent e, Span<float> vector)
    {
        vector = Checked(vector);
        var entities = new EventEntities(e, _hash);
        var change = new Change(e, _hash, TimeOf(e, out _));
        for (var i = 0; i < EventEntities.Count; i++)
        {
            if (entities.Keys[i].IsNone)
                FeatureLayout.Of(EventEntities.KindAt(i)).WriteUnknown(vector);
            else
                ShardOf(entities.Hashes[i]).Apply(entities.Hashes[i], entities.Keys[i], ref change, 0, _shared.Logins, vector);
        }

        _shared.Read(change, vector);
        WriteRequest(change, vector);
        WriteSensitive(e, vector);
        GC.KeepAlive(_region);
    }

    private bool IsAtEdge(in Change change) => _shared.IsHeldBack || _shared.Bucket != change.Moment.Bucket;
}
