using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Features;

namespace SecurityDecisioning.Benchmarks.Folding;

/// <summary>Fills a store with a million live entities and measures one event at a time, memory, rate and two threads.</summary>
internal static class FoldMeasurement
{
    private const int EntitiesPerUser = 6;
    private const int Batch = 4_096;

    public static FoldFigures Run(int entities, int batches)
    {
        var users = entities / EntitiesPerUser;
        var events = new FoldEvents(users);
        var random = new Random(1);
        var grownFrom = ResidentBytes();
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = entities * 3 / 2 });
        for (var user = 0; user < users; user++) store.Apply(events.Of(user, random));
        for (var i = 0; i < users * 5 / 2; i++) store.Apply(events.Next(random));
        var grownTo = ResidentBytes();
        var status = store.Status();

        Fold(store, () => Made(events.Next, random), batches / 4);
        var (times, allocated) = Times(store, () => Made(events.Next, random), batches);
        var applied = Applied(store, events, random, batches);

        // Two threads at full speed must not run away from each other in the events' time as they never do in the world's.
        events.StepMicroseconds = 4;
        var single = Median(() => PerThread(store, events, 1, batches / 2));
        var both = Median(() => PerThread(store, events, 2, batches / 2));
        events.StepMicroseconds = 4_000;
        Fold(store, () => Made(events.NextSkewed, random), batches / 4);
        var (skewed, _) = Times(store, () => Made(events.NextSkewed, random), batches);
        return new FoldFigures(
            status.Entities, (double)status.Bytes / status.Entities, (double)(grownTo - grownFrom) / status.Entities,
            Percentiles.Median(times), Percentiles.At(times, 0.99), Percentiles.Median(skewed), Percentiles.At(skewed, 0.99), allocated,
            applied, 2 * single / both);
    }

    private static (double[] Microseconds, double Allocated) Times(FeatureStore store, Func<SecurityEvent[]> make, int batches)
    {
        var times = new double[batches * Batch];
        var vector = new float[FeatureCatalog.Count];
        var allocated = 0L;
        for (var b = 0; b < batches; b++)
        {
            var made = make();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Batch; i++)
            {
                var started = Stopwatch.GetTimestamp();
                store.ApplyAndRead(made[i], vector);
                times[(b * Batch) + i] = (Stopwatch.GetTimestamp() - started) * 1e6 / Stopwatch.Frequency;
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (times, (double)allocated / times.Length);
    }

    private static void Fold(FeatureStore store, Func<SecurityEvent[]> make, int batches)
    {
        var vector = new float[FeatureCatalog.Count];
        for (var b = 0; b < batches; b++)
        {
            foreach (var e in make()) store.ApplyAndRead(e, vector);
        }
    }

    /// <summary>Seconds of processor time per event of each of so many threads, events made beforehand.</summary>
    private static double PerThread(FeatureStore store, FoldEvents events, int threads, int batches)
    {
        var random = new Random(threads);
        var all = Enumerable.Range(0, threads * batches).SelectMany(_ => Made(events.Next, random)).ToArray();
        var made = Enumerable.Range(0, threads).Select(t => all.Where((_, i) => i % threads == t).ToArray()).ToArray();
        GC.Collect();
        var before = ProcessorSeconds();
        var workers = Array.ConvertAll(made, mine => new Thread(() =>
        {
            var vector = new float[FeatureCatalog.Count];
            foreach (var e in mine) store.ApplyAndRead(e, vector);
        }));
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return (ProcessorSeconds() - before) / (threads * batches * Batch);
    }

    private static double Applied(FeatureStore store, FoldEvents events, Random random, int batches)
    {
        // In batches that fit a cache, as a replay hands on what it has just decoded.
        var seconds = 0.0;
        for (var b = 0; b < batches; b++)
        {
            var made = Made(events.Next, random);
            var before = ProcessorSeconds();
            foreach (var e in made) store.Apply(e);
            seconds += ProcessorSeconds() - before;
        }

        return batches * Batch / seconds;
    }

    private static double Median(Func<double> measure) => Percentiles.Median([measure(), measure(), measure()]);

    private static SecurityEvent[] Made(Func<Random, SecurityEvent> next, Random random)
    {
        var made = new SecurityEvent[Batch];
        for (var i = 0; i < Batch; i++) made[i] = next(random);
        return made;
    }

    private static double ProcessorSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
