using System.Diagnostics;
using System.Runtime.CompilerServices;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Shared;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Features.Storage;

namespace SecurityDecisioning.Features;

/// <summary>Writing the store to a snapshot while events go on, and reading it back (docs/snapshots.md has the argument).</summary>
public sealed partial class FeatureStore
{
    private const string StoreSection = "features";
    private const string SharedSection = "features.shared";
    private const string RecentSection = "features.recent";
    private const string ShardSection = "features.shard";

    /// <summary>Raise it when what the stored words mean changes: older snapshots are then refused and the log replayed.</summary>
    private const int LayoutVersion = 1;

    private readonly EventFlow _flow = new();
    private readonly Lock _oneAtATime = new();
    private readonly SnapshotBuffer _copy = new();
    private bool _isReplaying;

    /// <summary>
    /// Held from before an event is given to the log until it has been applied. Costs two additions; nobody waits for it but a
    /// snapshot.
    /// </summary>
    public EventPassage Enter() => _flow.Enter();

    /// <summary>
    /// Most events that may lie between the offset a replay begins with and the cut. They are recognised by what the store
    /// remembers of the newest events, rows of eight: with a 64th of its capacity in between, the chance that any one of them
    /// has been displaced is below 1 in 10¹¹.
    /// </summary>
    public int MaxEventsBeforeCut => _options.RememberedEvents / 64;

    /// <summary>
    /// Waits until every event that was on its way from the log to memory at the call has arrived.
    /// </summary>
    /// <exception cref="SnapshotException">One took longer than <paramref name="patience"/>.</exception>
    public void Settle(TimeSpan patience)
    {
        lock (_oneAtATime)
        {
            Drain(patience);
        }
    }

    /// <summary>
    /// Writes all state as of one cut through the stream of events: of each event either everything is in the snapshot or it is
    /// told which steps are, so that replaying the log from before the cut counts each event once. Events go on meanwhile; each
    /// shard's lock is held for the time of copying its memory.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="patience">How long to wait for events under way.</param>
    /// <param name="onCut">Called at the cut; throw there to give up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SnapshotException">It was given up: an event did not finish, or too many came in meanwhile.</exception>
    public SnapshotFigures WriteTo(
        SnapshotWriter writer, TimeSpan patience, Action? onCut = null, CancellationToken cancellationToken = default)
    {
        lock (_oneAtATime)
        {
            if (_isReplaying) throw new SnapshotException("a replay is under way: end it before the next snapshot");
            var started = Stopwatch.GetTimestamp();
            var longest = 0L;
            long entities = 0, steps = 0;
            bool isOverfull;
            try
            {
                foreach (var shard in _shards) shard.BeginJournal();
                _shared.BeginDeferring();
                _copy.Clear();
                longest = _recent.CopyAndMark(_copy);
                onCut?.Invoke();
                WriteStore(writer);
                writer.Section(RecentSection, LayoutVersion, _copy.Written);
                Drain(patience);
                _copy.Clear();
                _shared.CopyTo(_copy);
                writer.Section(SharedSection, LayoutVersion, _copy.Written);
                foreach (var shard in _shards)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    _copy.Clear();
                    _copy.Reserve(shard.CopyBytes);
                    longest = Math.Max(longest, shard.Copy(_copy, ref entities, ref steps));
                    writer.Section(ShardSection, LayoutVersion, _copy.Written);
                }
            }
            finally
            {
                _recent.EndMarking();
                foreach (var shard in _shards) shard.EndJournal();
                isOverfull = ApplyDeferred();
            }

            if (isOverfull) throw new SnapshotException("more events came in than the snapshot could hold back: it was given up");
            return new SnapshotFigures(Stopwatch.GetElapsedTime(0, longest), Stopwatch.GetElapsedTime(started), entities, steps);
        }
    }

    /// <summary>
    /// Takes on the state of a snapshot instead of its own. Give it the log from the snapshot's offset on, then call
    /// <see cref="EndReplay"/>. Nothing changes where it throws. Not while events are applied.
    /// </summary>
    /// <exception cref="SnapshotException">Damaged, or of other options, another catalogue or another release's layout.</exception>
    public void ReadFrom(SnapshotReader reader)
    {
        lock (_oneAtATime)
        {
            var tooLate = CheckStore(reader, out var clamped);
            var recent = new RecentEvents(_options.RememberedEvents);
            var section = reader.Next(RecentSection, LayoutVersion);
            recent.Restore(ref section);
            section.End();
            section = reader.Next(SharedSection, LayoutVersion);
            var shared = new SharedState(ShardOf, _hash);
            shared.Restore(ref section);
            section.End();
            var shards = NewShards(out var region);
            foreach (var shard in shards)
            {
                section = reader.Next(ShardSection, LayoutVersion);
                shard.Restore(ref section);
                section.End();
            }

            _recent = recent;
            _shards = shards;
            _region = region;
            _shared = shared;
            _tooLate = tooLate;
            _clamped = clamped;
            _isReplaying = true;
        }
    }

    /// <summary>Forgets everything. Not while events are applied.</summary>
    public void Clear()
    {
        lock (_oneAtATime)
        {
            _recent = new RecentEvents(_options.RememberedEvents);
            _shards = NewShards(out _region);
            _shared = new SharedState(ShardOf, _hash);
            _tooLate = _clamped = 0;
            _isReplaying = false;
        }
    }

    /// <summary>
    /// Gives <paramref name="other"/> a copy of the state of every entity that <paramref name="e"/> names, so that what an event
    /// would have seen can be worked out there without changing anything here.
    /// </summary>
    public void CopyEntities(SecurityEvent e, FeatureStore other)
    {
        var entities = new EventEntities(e, _hash);
        for (var i = 0; i < EventEntities.Count; i++)
        {
            var (key, hash) = (entities.Keys[i], entities.Hashes[i]);
            if (!key.IsNone) ShardOf(hash).CopyEntity(hash, key, other.ShardOf(hash));
        }

        GC.KeepAlive(_region);
        GC.KeepAlive(other._region);
    }

    /// <summary>The log's tail has been applied: what the snapshot knew of it is let go.</summary>
    public void EndReplay()
    {
        lock (_oneAtATime)
        {
            _isReplaying = false;
            foreach (var shard in _shards) shard.EndJournal();
        }
    }

    /// <summary>
    /// Tells seeds apart without telling what they are: state under another seed is of no use, and its reader should learn why.
    /// </summary>
    private ulong SeedId => _hash.Of(0x534E_4150, 0x5345_4544, 1);

    private void WriteStore(SnapshotWriter writer)
    {
        var about = new SnapshotBuffer();
        about.AddText(FeatureCatalog.Hash);
        about.Add(StateLayout.Id);
        about.Add(SeedId);
        about.Add(_options.MaxEntities);
        about.Add(_options.BlockBytes);
        about.Add(_options.RememberedEvents);
        about.Add(_maxSkewMs);
        about.Add(Interlocked.Read(ref _tooLate));
        about.Add(Interlocked.Read(ref _clamped));
        writer.Section(StoreSection, LayoutVersion, about.Written);
    }

    private long CheckStore(SnapshotReader reader, out long clamped)
    {
        var section = reader.Next(StoreSection, LayoutVersion);
        var catalogue = section.ReadText();
        if (catalogue != FeatureCatalog.Hash)
            throw section.Failure($"was made with feature catalogue {catalogue}; this release has {FeatureCatalog.Hash}");
        Expect(ref section, StateLayout.Id, "memory layout");
        Expect(ref section, SeedId, "hash seed (its id, not the seed)");
        Expect(ref section, _options.MaxEntities, "number of entities");
        Expect(ref section, _options.BlockBytes, "number of bytes");
        Expect(ref section, _options.RememberedEvents, "number of remembered events");
        Expect(ref section, _maxSkewMs, "clock skew");
        var tooLate = section.Read<long>();
        clamped = section.Read<long>();
        section.End();
        return tooLate;
    }

    private static void Expect<T>(ref SnapshotSection section, T mine, string what)
        where T : unmanaged, IEquatable<T>
    {
        var its = section.Read<T>();
        if (!its.Equals(mine)) throw section.Failure($"was made with another {what}: {its} instead of {mine}");
    }

    /// <summary>Lets shared state have what was held back; true where it was more than could be.</summary>
    private bool ApplyDeferred()
    {
        foreach (var (e, steps) in _shared.EndDeferring())
        {
            _shared.Apply(new Change(e, _hash, TimeOf(e, out _)) { Steps = steps }, default);
        }

        _shared.Deferred();
        return _shared.WasOverfull;
    }

    private void Drain(TimeSpan patience)
    {
        if (!_flow.TryDrain(patience))
        {
            throw new SnapshotException(
                $"an event was on its way for longer than {patience.TotalSeconds:0.#} s: the snapshot was given up");
        }
    }

    /// <summary>Names one step of a marked event: what it does to its entity at <paramref name="place"/>; 0 for an unmarked one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong StepOf(ulong fingerprint, bool isMarked, int place) =>
        isMarked | _isReplaying ? KeyedHash.Mix(fingerprint ^ 0x9E37_79B9_7F4A_7C15, (ulong)place + 0x5EC0_DEC1) | 1 : 0;
}
