using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Ordering;

/// <summary>What a decision saw is worked out again from the log, whatever order events took from the log into memory.</summary>
internal sealed class RetraceTests
{
    private static readonly FeatureStoreOptions Options = new() { MaxEntities = 8_192 };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public void Vector_served_out_of_the_logs_order_is_the_one_that_is_retraced()
    {
        var (drawn, otherwise) = (0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var served = Serve(new Random(seed), count: 120, width: 9);
            drawn += served.Decisions.Count;
            otherwise += served.Decisions.Count(d => !d.InOrder.AsSpan().SequenceEqual(d.Vector));
            var apart = served.Decisions.SelectMany(d => DiffersIn(served, d)).Distinct().ToList();
            return (apart.Count == 0).Label(string.Join(", ", apart));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

        // Else it would not have been asked anything.
        Assert.That(otherwise, Is.GreaterThan(drawn / 20));
    }

    [Test]
    public void Vector_of_a_state_that_lost_an_event_is_not_retraced()
    {
        var served = Serve(new Random(5), count: 400, width: 9, lost: 200);
        Assert.That(served.Decisions.Count(d => DiffersIn(served, d) is not []), Is.GreaterThan(10));
    }

    [Test]
    public void Look_back_past_the_tape_is_told_and_not_guessed()
    {
        var store = new FeatureStore(Options);
        var watch = new OrderWatch(1, () => 10_000);
        store.Note(watch);
        watch.Publish(new OrderEpoch(0, 0, store.TapeHeads()));
        var vector = new float[FeatureCatalog.Count];
        var events = Enumerable.Range(0, 5_000).Select(i => SampleEvents.Request(account: null, ip: "203.0.113.1", atMs: i)).ToList();
        events.ForEach(e => store.ApplyAndRead(e, vector));
        Assert.That(watch.Of(events[10].Id)!.IsWhole, Is.True);
        Assert.That(watch.Kept(), Has.Count.LessThanOrEqualTo(OrderWatch.MostKept));
        Assert.That(watch.Of(events[4_095].Id)?.IsWhole, Is.Not.EqualTo(false), "as long as the tape");
        Assert.That(watch.Kept().Select(id => watch.Of(id)!.IsWhole).Count(w => !w), Is.Zero);
        watch.Forget(watch.Kept());
        var late = SampleEvents.Request(account: null, ip: "203.0.113.1", atMs: 6_000);
        store.ApplyAndRead(late, vector);
        Assert.That(watch.Of(late.Id)!.IsWhole, Is.False);
    }

    /// <summary>Applies a log of which neighbours overtake each other on their way into memory, as those of requests at once do.</summary>
    private static Served Serve(Random random, int count, int width, int lost = -1)
    {
        var log = Log(random, count);
        var (end, store, inOrder) = (0, new FeatureStore(Options), new FeatureStore(Options));
        var watch = new OrderWatch(1, () => end);
        store.Note(watch);
        var vectors = new Dictionary<int, float[]>();
        for (var from = 0; from < log.Length; from = end)
        {
            // Not always: what lies between an epoch and a decision may also be long done.
            if (random.Next(3) > 0)
            {
                var heads = store.TapeHeads();
                store.Settle(Patience);
                watch.Publish(new OrderEpoch(from, 0, heads));
            }

            end = Math.Min(log.Length, from + 1 + random.Next(width));
            foreach (var i in Enumerable.Range(from, end - from).OrderBy(_ => random.Next()).ToList())
            {
                if (i == lost) continue;
                if (log[i].Kind == EventKind.Request) vectors[i] = store.ApplyAndReadVector(log[i]);
                else store.Apply(log[i]);
            }
        }

        var decisions = new List<Drawn>();
        for (var i = 0; i < log.Length; i++)
        {
            var vector = inOrder.ApplyAndReadVector(log[i]);
            if (vectors.TryGetValue(i, out var its) && watch.Of(log[i].Id) is { } witness) decisions.Add(new Drawn(i, its, vector, witness));
        }

        return new Served(log, decisions);
    }

    private static SecurityEvent[] Log(Random random, int count)
    {
        var log = new List<SecurityEvent>();
        for (var i = 0; i < count; i++)
        {
            var at = i * 120L;
            var request = EventScript.Request(random, at);
            log.Add(random.Next(3) > 0
                ? request
                : SampleEvents.Outcome(
                    request, status: random.Next(2) == 0 ? 401 : 200, login: (LoginOutcome)random.Next(3),
                    newSession: random.Next(3) == 0 ? $"session-{random.Next(3)}" : null, afterMs: 0));
        }

        return [.. log];
    }

    private static List<string> DiffersIn(Served served, Drawn drawn)
    {
        var store = new FeatureStore(Options);
        var steps = new StepEdges();
        foreach (var e in served.Log.AsSpan(0, (int)drawn.Witness.End)) steps.Pass(e);
        for (var i = 0; i < drawn.Witness.Epoch.Events; i++) store.Apply(served.Log[i]);
        var retrace = new Retrace(store, served.Log[drawn.At], drawn.Witness);
        for (var i = (int)drawn.Witness.Epoch.Events; i < drawn.Witness.End; i++)
            retrace.Pass(served.Log[i], store.ApplyAndTell(served.Log[i]));
        var vector = new float[FeatureCatalog.Count];
        retrace.Read(vector);
        return
        [
            .. FeatureCatalog.All.Where((f, i) => !vector[i].Equals(drawn.Vector[i]) && !(retrace.IsAtEdge && IsShared(f))
                    && !(f.Name == "session.step_surprise" && steps.Has(served.Log[drawn.At])))
                .Select(f => f.Name),
        ];
    }

    private static bool IsShared(FeatureDefinition f) => f.Entity is EntityKind.Asn or EntityKind.Country or EntityKind.Operation
        || f.Name.EndsWith("step_surprise", StringComparison.Ordinal) || f.Name.Contains("login_surprise", StringComparison.Ordinal);

    private sealed record Served(SecurityEvent[] Log, List<Drawn> Decisions);

    private sealed record Drawn(int At, float[] Vector, float[] InOrder, OrderWitness Witness);
}
