using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Storage;

namespace SecurityDecisioning.Features.Shared;

/// <summary>
/// State that all requests share: autonomous systems, countries and operations, the steps of sessions, what logins show. It is
/// read as of the start of the running bucket (five seconds), so concurrent requests neither wait for one another nor see one
/// another here, and the order of events within a bucket shows nowhere.
/// </summary>
internal sealed partial class SharedState
{
    private static readonly EntityKind[] Kinds = [EntityKind.Asn, EntityKind.Country, EntityKind.Operation];
    private static readonly int StepSurprise = FeatureCatalog.IndexOf("session.step_surprise");

    private readonly Func<ulong, EntityShard> _shardOf;
    private readonly Stripe[] _stripes;
    private readonly StepModel _steps = new();
    private readonly Lock _gate = new();
    private readonly KeyedHash _hash;
    private int _bucket;

    // The bucket that everything of before has been handed on for: whoever is of it may read.
    private int _ready;
    private long _version;

    public SharedState(Func<ulong, EntityShard> shardOf, KeyedHash hash)
    {
        _shardOf = shardOf;
        _hash = hash;
        _stripes = new Stripe[Math.Min(Environment.ProcessorCount, 64)];
        for (var i = 0; i < _stripes.Length; i++) _stripes[i] = new Stripe(Count, _steps);
    }

    public LoginTallies Logins { get; } = new();

    public long SizeInBytes => Logins.SizeInBytes + (_stripes.Length * Stripe.SizeInBytes);

    /// <summary>The running bucket: what lies before it is read.</summary>
    public int Bucket => Volatile.Read(ref _bucket);

    /// <summary>Lets the running bucket become the event's where that is newer: what the one before held is seen from now on.</summary>
    public void Advance(int bucket)
    {
        // Who comes while the buckets are turned over waits until it is done, or it would read half of the one before.
        if (bucket <= Volatile.Read(ref _ready)) return;
        lock (_gate)
        {
            if (bucket <= _bucket) return;
            Volatile.Write(ref _bucket, bucket);
            HandOnAll();
            Logins.Close();
            Interlocked.Increment(ref _version);
            Volatile.Write(ref _ready, bucket);
        }
    }

    /// <summary>Counts the event and, where <paramref name="vector"/> is not empty, writes what is shared into it.</summary>
    public void Apply(in Change change, Span<float> vector)
    {
        if (change.IsLogin) LearnLogin(change);
        var counters = change.Counters & FeatureLayout.Of(EntityKind.Operation).CounterMask;
        var stripe = _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];
        lock (stripe.Gate)
        {
            var isRunning = change.Moment.Bucket >= Volatile.Read(ref _bucket);
            if (isRunning) stripe.Begin(change.Moment.Bucket);
            foreach (var kind in Kinds)
            {
                var key = change.Event.Entity(kind);
                if (key.IsNone)
                {
                    if (!vector.IsEmpty) FeatureLayout.Of(kind).WriteUnknown(vector);
                    continue;
                }

                var hash = _hash.Of(key.High, key.Low, (ulong)kind);
                if (!isRunning && counters != 0) CountLate(key, hash, change.Moment.Bucket, counters);
                ref var entry = ref stripe.EntryOf(key, hash);
                if (isRunning && counters != 0) stripe.Add(ref entry, counters);
                if (!vector.IsEmpty) Write(ref entry, vector);
            }

            // A late one counts at once and by itself: what the running bucket has pending here is not for anybody to see yet.
            if (change.Steps.Rank > 0 && isRunning) stripe.Add(change.Steps);
            else if (change.Steps.Rank > 0) CountLate(change.Steps);
        }

        if (!vector.IsEmpty) WriteSurprise(change, vector);
    }

    /// <summary>Writes what is shared without counting anything.</summary>
    public void Read(in Change change, Span<float> vector)
    {
        var stripe = _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];
        lock (stripe.Gate)
        {
            foreach (var kind in Kinds)
            {
                var key = change.Event.Entity(kind);
                if (key.IsNone) FeatureLayout.Of(kind).WriteUnknown(vector);
                else Write(ref stripe.EntryOf(key, _hash.Of(key.High, key.Low, (ulong)kind)), vector);
            }
        }

        WriteSurprise(change, vector);
    }

    /// <summary>Hands on whatever stripes hold, so that the shards tell the whole state.</summary>
    public ulong StateHash()
    {
        lock (_gate)
        {
            HandOnAll();
            return _steps.StateHash() + Logins.StateHash();
        }
    }

    private void WriteSurprise(in Change change, Span<float> vector)
    {
        if (change is { IsRequest: true, LastStep: > 0 })
            vector[StepSurprise] = _steps.Surprise(change.LastStep, StepModel.RankOf(change.Event.Operation));
    }

    private void LearnLogin(in Change change)
    {
        Span<ulong> marks = stackalloc ulong[2 * LoginLikelihood.Levels];
        LoginLikelihood.NetworkMarks(change, marks);
        LoginLikelihood.AgentMarks(change, marks[LoginLikelihood.Levels..]);
        lock (_gate)
        {
            Logins.Add(marks, isRunning: change.Moment.Bucket >= _bucket);
        }
    }

    private void Write(ref SharedEntry entry, Span<float> vector)
    {
        var version = Volatile.Read(ref _version);
        if (entry.Version != version)
        {
            _shardOf(entry.Hash).ReadShared(entry.Hash, entry.Key, Volatile.Read(ref _bucket), entry.Read);
            entry.Version = version;
        }

        ((ReadOnlySpan<float>)entry.Read).CopyTo(vector[FeatureLayout.Of(entry.Key.Kind).Counters..]);
    }

    /// <summary>An event of a bucket that has ended changes what everybody reads, at once.</summary>
    private void CountLate(EntityKey key, ulong hash, int bucket, uint counters)
    {
        Span<uint> counts = stackalloc uint[FeatureCatalog.SharedCounters];
        counts.Clear();
        for (; counters != 0; counters &= counters - 1) counts[int.TrailingZeroCount((int)counters)] = 1;
        Count(key, hash, bucket, counts);
        Interlocked.Increment(ref _version);
    }

    private void CountLate(in StepChange steps)
    {
        Span<int> counts = stackalloc int[StepModel.Places];
        counts.Clear();
        StepModel.Count(steps, counts);
        _steps.Add(counts);
    }

    private void Count(EntityKey key, ulong hash, int bucket, ReadOnlySpan<uint> counts) =>
        _shardOf(hash).CountShared(hash, key, bucket, counts);

    private void HandOnAll()
    {
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate) stripe.HandOnAll();
        }
    }
}
