using System.Numerics;
using System.Runtime.CompilerServices;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Shared;
using SecurityDecisioning.Features.Storage;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features;

/// <summary>
/// The fold: the only code that turns events into features. It knows no clock but the events' own, and what it adds up does
/// not depend on the order in which events of a bucket arrive. docs/features.md tells what each number means.
/// </summary>
public sealed partial class FeatureStore
{
    private const int MaxShards = 64;
    private const int SmallestShard = 2_048;
    private const int DaySeconds = 86_400;

    private readonly FeatureStoreOptions _options;
    private readonly KeyedHash _hash;
    private readonly BotAgentCache _botAgents = new();
    private readonly long _maxSkewMs;
    private readonly long _capacity;
    // Plain addresses lead into it: every call keeps it until it has read its last one.
    private MemoryRegion _region;
    private EntityShard[] _shards;
    private RecentEvents _recent;
    private SharedState _shared;
    private long _tooLate;
    private long _clamped;

    /// <exception cref="ArgumentException">A limit is out of its range; the message names all that are.</exception>
    public FeatureStore(FeatureStoreOptions? options = null)
    {
        _options = options ?? new FeatureStoreOptions();
        _options.Validate();
        _hash = new KeyedHash(_options.HashSeed);
        _maxSkewMs = (long)_options.MaxSkew.TotalMilliseconds;
        _recent = new RecentEvents(_options.RememberedEvents);
        _shards = NewShards(out _region);
        _capacity = (long)(_options.MaxEntities / _shards.Length) * _shards.Length;
        _shared = new SharedState(ShardOf, _hash);
    }

    /// <summary>Counts <paramref name="securityEvent"/> into every entity it names. Safe from any thread.</summary>
    public void Apply(SecurityEvent securityEvent) => Fold(securityEvent, default);

    /// <summary>
    /// The feature vector of <paramref name="securityEvent"/> at its own time, <see cref="FeatureCatalog.Count"/> long; NaN
    /// where unknown. Expects the event to have been applied.
    /// </summary>
    public void Read(SecurityEvent securityEvent, Span<float> vector)
    {
        vector = Checked(vector);
        var change = new Change(securityEvent, _hash, TimeOf(securityEvent, out _));
        _shared.Advance(change.Moment.Bucket);
        Read(ref change, vector);
        GC.KeepAlive(_region);
    }

    /// <summary>
    /// <see cref="Apply(SecurityEvent)"/>, then <see cref="Read(SecurityEvent, Span{float})"/>, looking every entity up once.
    /// </summary>
    public void ApplyAndRead(SecurityEvent securityEvent, Span<float> vector) => Fold(securityEvent, Checked(vector));

    /// <summary>
    /// Keeps an entity from being forgotten while a restriction stands on it, or lets it go. False where the store does not
    /// know the entity or already keeps as many as it may (half its capacity).
    /// </summary>
    public bool SetPinned(EntityKey entity, bool pinned)
    {
        var hash = HashOf(entity);
        var isDone = !entity.IsNone && ShardOf(hash).SetPinned(hash, entity, pinned);
        GC.KeepAlive(_region);
        return isDone;
    }

    /// <summary>Counts a restriction into what its entity has behind it. Safe from any thread; a second delivery changes nothing.</summary>
    public void Apply(Restriction restriction) =>
        Decided(restriction.Id, DecidedKinds.Restriction, restriction.Entity, restriction.FromMs, new PastDecisions { Restrictions = 1 });

    /// <summary>Counts a restriction's undoing likewise.</summary>
    public void Apply(RestrictionLift lift) =>
        Decided(lift.Restriction, DecidedKinds.Lift, lift.Entity, lift.TimeMs, new PastDecisions { Lifts = 1 });

    /// <summary>Counts a person's verdict about an entity likewise.</summary>
    /// <param name="id">The verdict's own id.</param>
    /// <param name="entity">Whom it is about.</param>
    /// <param name="verdict">What was found; <see cref="Verdict.Dismissed"/> counts nowhere.</param>
    /// <param name="timeMs">When, milliseconds since the Unix epoch.</param>
    public void Apply(EventId id, EntityKey entity, Verdict verdict, long timeMs)
    {
        if (verdict is not (Verdict.ConfirmedCompromised or Verdict.ConfirmedSafe)) return;
        var isAttack = verdict == Verdict.ConfirmedCompromised;
        Decided(id, DecidedKinds.Verdict, entity, timeMs, isAttack ? new PastDecisions { Attacks = 1 } : new PastDecisions { Cleared = 1 });
    }

    /// <summary>Counts what a closed case found; an open one counts nowhere. Its id is the verdict's: a case ends once.</summary>
    public void Apply(Case item)
    {
        if (item.Closing is { } closing) Apply(item.Id, item.Entity, closing.Verdict, closing.TimeMs);
    }

    /// <summary>Whether the store holds state of this entity.</summary>
    public bool Contains(EntityKey entity)
    {
        var hash = HashOf(entity);
        var isHeld = !entity.IsNone && ShardOf(hash).Contains(hash, entity);
        GC.KeepAlive(_region);
        return isHeld;
    }

    /// <summary>
    /// A hash over all state, equal for equal state whatever the order of events within a bucket. Walks the whole store, one
    /// shard at a time: exact only while nothing is applied.
    /// </summary>
    public ulong StateHash()
    {
        var sum = _shared.StateHash();
        foreach (var shard in _shards) sum += shard.StateHash();
        GC.KeepAlive(_region);
        return sum;
    }

    public FeatureStoreStatus Status()
    {
        var (applied, duplicates) = _recent.Totals();
        var status = new FeatureStoreStatus
        {
            Capacity = _capacity,
            Bytes = _recent.SizeInBytes + _shared.SizeInBytes,
            Applied = applied,
            Duplicates = duplicates,
            TooLate = Interlocked.Read(ref _tooLate),
            Clamped = Interlocked.Read(ref _clamped),
        };
        foreach (var shard in _shards) shard.AddTo(ref status);
        return status;
    }

    private EntityShard[] NewShards(out MemoryRegion region)
    {
        var wanted = (uint)Math.Clamp(_options.MaxEntities / SmallestShard, 1, MaxShards);
        var shards = new EntityShard[BitOperations.RoundUpToPowerOf2(wanted + 1) / 2];
        var perShard = _options.MaxEntities / shards.Length;
        var blockBytes = _options.BlockBytes / shards.Length;
        region = new MemoryRegion(shards.Length * EntityShard.BytesFor(perShard, blockBytes));
        for (var i = 0; i < shards.Length; i++) shards[i] = new EntityShard(region, perShard, blockBytes, _hash);
        return shards;
    }

    [SkipLocalsInit]
    private bool Fold(SecurityEvent e, Span<float> vector)
    {
        using var passage = _flow.Enter();
        var entities = new EventEntities(e, _hash);
        Span<int> records = stackalloc int[EventEntities.Count];
        foreach (var hash in entities.Hashes) ShardOf(hash).PrefetchIndex(hash);
        var fingerprint = _hash.Of(e.Id.High, e.Id.Low, (ulong)e.Kind);
        _recent.Prefetch(fingerprint);
        var change = new Change(e, _hash, TimeOf(e, out var isClamped));
        for (var i = 0; i < records.Length; i++) records[i] = ShardOf(entities.Hashes[i]).PrefetchRecord(entities.Hashes[i]);

        // Work that needs no entity, while the records are on their way.
        if (!vector.IsEmpty) WriteRequest(change, vector);
        if (!_recent.TryAdd(fingerprint, out var isMarked))
        {
            if (!vector.IsEmpty) Read(ref change, vector);
            GC.KeepAlive(_region);
            return false;
        }

        var witness = vector.IsEmpty ? null : _watch?.Begin(e.Id);
        change.Witness = witness;
        for (var i = 0; i < records.Length; i++)
            ShardOf(entities.Hashes[i]).PrefetchBlocks(records[i], change);
        if (isClamped) Interlocked.Increment(ref _clamped);
        _shared.Advance(change.Moment.Bucket);
        if (witness is not null) witness.IsAtEdge = IsAtEdge(change);
        change.Tag = fingerprint + EventEntities.Count;
        if (e.Kind == EventKind.Outcome && !e.NewSession.IsNone) SignIn(ref change, StepOf(fingerprint, isMarked, EventEntities.Count));
        var counted = true;
        for (var i = 0; i < EventEntities.Count; i++)
        {
            var key = entities.Keys[i];
            if (!key.IsNone)
            {
                var step = StepOf(fingerprint, isMarked, i);
                (change.Tag, change.Place, change.Shard) = (fingerprint + (ulong)i, i, ShardNumberOf(entities.Hashes[i]));
                counted &= ShardOf(entities.Hashes[i]).Apply(entities.Hashes[i], key, ref change, step, _shared.Logins, vector);
            }
            else if (!vector.IsEmpty)
            {
                FeatureLayout.Of(EventEntities.KindAt(i)).WriteUnknown(vector);
            }
        }

        // While a snapshot is written, what comes after its cut reaches shared state when it is done.
        if (!isMarked || !_shared.TryDefer(change)) _shared.Apply(change, vector);
        else if (!vector.IsEmpty) _shared.Read(change, vector);
        if (!vector.IsEmpty) WriteSensitive(e, vector);
        if (!counted) Interlocked.Increment(ref _tooLate);
        if (witness is not null)
        {
            witness.IsAtEdge |= IsAtEdge(change);
            _watch!.Keep(e.Id, witness);
        }

        GC.KeepAlive(_region);
        return change.IsNameUnknown;
    }

    private void SignIn(ref Change change, ulong step)
    {
        var key = EntityKey.Of(EntityKind.Session, change.Event.NewSession);
        var hash = HashOf(key);
        ShardOf(hash).SignIn(hash, key, ref change, step);
    }

    private void Read(ref Change change, Span<float> vector)
    {
        for (var i = 0; i < EventEntities.Count; i++)
        {
            var kind = EventEntities.KindAt(i);
            var key = change.Event.Entity(kind);
            if (key.IsNone)
            {
                FeatureLayout.Of(kind).WriteUnknown(vector);
                continue;
            }

            var hash = HashOf(key);
            ShardOf(hash).Read(hash, key, ref change, _shared.Logins, vector);
        }

        _shared.Read(change, vector);
        WriteRequest(change, vector);
        WriteSensitive(change.Event, vector);
    }

    private void WriteRequest(in Change change, Span<float> vector) => RequestFacts.Write(
        change.Event, change.Moment.TimeMs, _botAgents.Matches(change.Event.UserAgent, change.Marks.UserAgent), vector);

    /// <summary>The one feature that two entities tell together: what an account is asked for on a device it hardly knows.</summary>
    private static void WriteSensitive(SecurityEvent e, Span<float> vector)
    {
        var account = FeatureLayout.Of(EntityKind.Account);
        var logins = vector[account.States];
        if (!(logins > 0)) return;
        var deviceAge = vector[FeatureLayout.Of(EntityKind.Device).Arrival + 1];
        var isNew = vector[account.States + 1] == 1 || (deviceAge < DaySeconds && vector[account.Arrival + 1] > deviceAge + DaySeconds);
        var isSensitive = e.Operation is Operation.Checkout or Operation.PasswordReset or Operation.Admin;
        vector[account.States + AccountStates.SensitiveAt] = isNew && isSensitive ? 1 : 0;
    }

    /// <summary>
    /// The event's time, set back where it lies after its id's time by more than its duration and the allowed skew. An id
    /// without a time bounds nothing.
    /// </summary>
    private long TimeOf(SecurityEvent e, out bool isClamped)
    {
        var latest = e.Id.UnixMilliseconds == 0 ? Buckets.MaxMs : Math.Min(
            Buckets.MaxMs, e.Id.UnixMilliseconds + _maxSkewMs + Math.Clamp(e.DurationUs / 1000, 0, Buckets.MaxMs));
        isClamped = e.TimeMs < 0 || e.TimeMs > latest;
        return Math.Clamp(e.TimeMs, 0, latest);
    }

    private void Decided(EventId id, ulong kind, EntityKey entity, long timeMs, PastDecisions decided)
    {
        using var passage = _flow.Enter();
        var fingerprint = _hash.Of(id.High, id.Low, kind);
        if (entity.IsNone || !_recent.TryAdd(fingerprint, out var isMarked)) return;
        var hash = HashOf(entity);
        ShardOf(hash).Decided(hash, entity, Math.Clamp(timeMs, 0, Buckets.MaxMs), fingerprint, StepOf(fingerprint, isMarked, 0), decided);
        GC.KeepAlive(_region);
    }

    private ulong HashOf(EntityKey key) => _hash.Of(key.High, key.Low, (ulong)key.Kind);

    private int ShardNumberOf(ulong hash) => (int)((hash >> 40) & ((uint)_shards.Length - 1));

    private EntityShard ShardOf(ulong hash) => _shards[(hash >> 40) & ((uint)_shards.Length - 1)];

    private static Span<float> Checked(Span<float> vector) => vector.Length >= FeatureCatalog.Count
        ? vector[..FeatureCatalog.Count]
        : throw new ArgumentException(
            $"a feature vector has {FeatureCatalog.Count} numbers, this one has room for {vector.Length}", nameof(vector));
}
