using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Snapshots;

/// <summary>A snapshot and the log's tail bring back exactly what memory held, whatever went on while it was written.</summary>
internal sealed class SnapshotTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly FeatureStoreOptions Options = new() { MaxEntities = 131_072 };

    private static readonly Arbitrary<(int[] Numbers, int Seed)> Scripts =
        (from numbers in Gen.Choose(0, int.MaxValue).ListOf()
         from seed in Gen.Choose(0, int.MaxValue)
         select (numbers.ToArray(), seed)).ToArbitrary();

    [Test]
    public void Restored_store_has_the_state_and_goes_on_as_if_it_had_never_stopped() =>
        Prop.ForAll(Scripts, script =>
        {
            var events = EventScript.From(script.Numbers);
            var cut = new Random(script.Seed).Next(events.Length + 1);
            var original = Folded(events[..cut]);
            var restored = Restored(Written(original));
            restored.EndReplay();
            var isSame = restored.StateHash() == original.StateHash()
                && restored.Status() with { Bytes = 0 } == original.Status() with { Bytes = 0 };
            return isSame && events[cut..].All(e => SameVector(original, restored, e)) && restored.StateHash() == original.StateHash();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Test]
    public void Events_applied_while_a_snapshot_is_written_count_once_after_the_replay() =>
        Prop.ForAll(Scripts, script =>
        {
            var random = new Random(script.Seed);
            var events = EventScript.From(script.Numbers);
            var original = new FeatureStore(Options);
            var before = random.Next(events.Length + 1);
            foreach (var e in events[..before]) original.Apply(e);
            var next = before;
            using var file = new MemoryStream();
            var writer = new SnapshotWriter(new HookedStream(file, () =>
            {
                for (var n = random.Next(1 + (events.Length / 8)); n > 0 && next < events.Length; n--) original.Apply(events[next++]);
            }));
            original.WriteTo(writer, Patience);
            writer.Finish();
            foreach (var e in events[next..]) original.Apply(e);

            // From anywhere before the cut: what is in the snapshot is recognised.
            var restored = Restored(file.ToArray());
            foreach (var e in events[Math.Max(0, before - random.Next(50))..]) restored.Apply(e);
            restored.EndReplay();
            return restored.StateHash() == original.StateHash() && restored.Status().Applied == original.Status().Applied;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Test]
    public async Task Snapshots_under_concurrent_events_lose_none_and_count_none_twice()
    {
        var random = new Random(11);
        var events = Enumerable.Range(0, 120_000).Select(i => EventScript.Request(random, i * 5L)).ToArray();
        var original = new FeatureStore(Options);
        var end = 0;
        var threads = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (true)
            {
                // As the gateway does it: into the log (here: the next of the events), then into memory, within one passage.
                using var passage = original.Enter();
                var offset = Interlocked.Increment(ref end) - 1;
                if (offset >= events.Length) return;
                original.Apply(events[offset]);

                // Flat out, more events would lie before every cut than a snapshot takes: then it is given up.
                if (offset % 50 == 0) Thread.Sleep(1);
            }
        })));
        var snapshots = new List<(int From, byte[] File)>();
        while (!threads.IsCompleted)
        {
            var from = Volatile.Read(ref end);
            original.Settle(Patience);
            if (TryWrite(original, () => Volatile.Read(ref end) - from, out var file)) snapshots.Add((from, file));
        }

        await threads;
        Assert.That(snapshots, Is.Not.Empty);
        foreach (var (from, file) in snapshots.Where((_, i) => i % Math.Max(1, snapshots.Count / 8) == 0))
        {
            var restored = Restored(file);
            for (var i = from; i < events.Length; i++) restored.Apply(events[i]);
            restored.EndReplay();
            Assert.That(restored.StateHash(), Is.EqualTo(original.StateHash()));
        }
    }

    [Test]
    public void Pinned_entities_and_the_order_of_forgetting_survive()
    {
        var options = new FeatureStoreOptions { MaxEntities = FeatureStoreOptions.SmallestMaxEntities };
        var original = new FeatureStore(options);
        var random = new Random(5);
        SecurityEvent Stranger(int i) => SampleEvents.Request(ip: $"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}", atMs: i * 10L);
        for (var i = 0; i < 900; i++) original.Apply(Stranger(i));
        for (var i = 0; i < 200; i++) original.SetPinned(Stranger(random.Next(900)).Entity(EntityKind.Ip), pinned: true);
        var restored = new FeatureStore(options);
        restored.ReadFrom(Reader(Written(original)));
        restored.EndReplay();

        for (var i = 900; i < 5_000; i++)
        {
            original.Apply(Stranger(i));
            restored.Apply(Stranger(i));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(original.Status().Evicted, Is.GreaterThan(1_000));
            Assert.That(restored.Status(), Is.EqualTo(original.Status()));
            Assert.That(restored.StateHash(), Is.EqualTo(original.StateHash()));
        }
    }

    [Test]
    public void Event_that_never_arrives_ends_the_snapshot_and_not_the_store()
    {
        var store = new FeatureStore(Options);
        store.Apply(SampleEvents.Request());
        using (store.Enter())
        {
            Assert.That(
                () => store.WriteTo(new SnapshotWriter(Stream.Null), TimeSpan.FromMilliseconds(50)),
                Throws.TypeOf<SnapshotException>().With.Message.Contains("given up"));
        }

        Assert.That(Restored(Written(store)).StateHash(), Is.EqualTo(store.StateHash()));
    }

    private static FeatureStore Folded(IEnumerable<SecurityEvent> events)
    {
        var store = new FeatureStore(Options);
        foreach (var e in events) store.Apply(e);
        return store;
    }

    private static bool SameVector(FeatureStore one, FeatureStore other, SecurityEvent e) =>
        one.ApplyAndReadVector(e).AsSpan().SequenceEqual(other.ApplyAndReadVector(e));

    private static byte[] Written(FeatureStore store)
    {
        using var file = new MemoryStream();
        var writer = new SnapshotWriter(file);
        store.WriteTo(writer, Patience);
        writer.Finish();
        return file.ToArray();
    }

    /// <summary>False where more came in before the cut than a replay is sure to recognise: the gateway gives up then, too.</summary>
    private static bool TryWrite(FeatureStore store, Func<int> before, out byte[] written)
    {
        using var file = new MemoryStream();
        var writer = new SnapshotWriter(file);
        try
        {
            store.WriteTo(writer, Patience, () =>
            {
                if (before() > store.MaxEventsBeforeCut) throw new SnapshotException("too many");
            });
        }
        catch (SnapshotException)
        {
            written = [];
            return false;
        }

        writer.Finish();
        written = file.ToArray();
        return true;
    }

    private static FeatureStore Restored(byte[] file)
    {
        var store = new FeatureStore(Options);
        store.ReadFrom(Reader(file));
        return store;
    }

    private static SnapshotReader Reader(byte[] file) => new("test.sds", new MemoryStream(file));
}
