using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>
/// Decisions without a break on one thread, each timed, while another one checks changed versions of a pack, or takes them in as a
/// change of the watched folder, which exchanges the live set; and while it does nothing for as long, or computes for as long and
/// allocates nothing, which is what the machine does to two busy threads. All by the way that a gateway takes, its journal excepted.
/// </summary>
internal static class SwapBenchmark
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<SwapFigure>> RunAsync(PolicyPack pack, Decision[] frames, bool quick)
    {
        var swaps = quick ? 20 : 100;
        var store = Directory.CreateTempSubdirectory("sd-bench-swaps-").FullName;
        try
        {
            using var lifecycle = new PolicyLifecycle(
                new PolicyLifecycleOptions(), new VersionStore(store), static (_, _) => Task.CompletedTask, TimeProvider.System,
                NullLogger<PolicyLifecycle>.Instance);
            if (await lifecycle.StartAsync(Changed(lifecycle, pack)) is [var problem, ..])
            {
                throw new InvalidOperationException(problem.ToString());
            }

            Measure("warm-up", lifecycle, frames, swaps / 4, () => Swap(lifecycle, pack));
            var loaded = Measure($"{swaps} sets loaded", lifecycle, frames, swaps, () => Changed(lifecycle, pack));
            var started = Stopwatch.GetTimestamp();
            var swapped = Measure($"{swaps} sets loaded and exchanged", lifecycle, frames, swaps, () => Swap(lifecycle, pack));
            var asLong = Stopwatch.GetElapsedTime(started);
            var nothing = Measure("nothing", lifecycle, frames, 1, () => Thread.Sleep(asLong));
            var computing = Measure("computing, without garbage", lifecycle, frames, swaps, () => Compute((asLong / swaps) - Pause));
            return [nothing, computing, loaded, swapped];
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    private static FolderVersion Changed(PolicyLifecycle lifecycle, PolicyPack pack)
    {
        var content = pack.Change();
        return new FolderVersion(content, lifecycle.Check(content), PolicyVia.Folder, ["benchmark"], [], "Changed.", "");
    }

    private static void Swap(PolicyLifecycle lifecycle, PolicyPack pack)
    {
        var changed = Changed(lifecycle, pack);
        var answer = lifecycle.FolderChangedAsync(changed).GetAwaiter().GetResult();
        if (!answer.IsDone || lifecycle.Rollout.Live.Hash != changed.Check.Set?.Hash)
        {
            throw new InvalidOperationException($"the set was not exchanged: {answer.Refusal}");
        }
    }

    private static void Compute(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            Thread.SpinWait(100);
        }
    }

    private static SwapFigure Measure(string meanwhile, PolicyLifecycle lifecycle, Decision[] frames, int times, Action act)
    {
        var isOver = false;
        Exception? failure = null;
        var other = new Thread(() =>
        {
            try
            {
                for (var i = 0; i < times; i++)
                {
                    act();
                    Thread.Sleep(Pause);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }

            Volatile.Write(ref isOver, true);
        });
        var delays = new DelayHistogram();
        var (byCollector, lastCollection) = (0, GC.GetGCMemoryInfo(GCKind.Any).Index);
        var decision = new Decision();
        var (paused, collections) = (GC.GetTotalPauseDuration(), GC.CollectionCount(0));
        other.Start();
        while (!Volatile.Read(ref isOver))
        {
            foreach (var frame in frames)
            {
                // With the copying of the inputs: a thread that is held there is held as well.
                var started = Stopwatch.GetTimestamp();
                PolicyFrames.Copy(frame, decision);
                lifecycle.Rollout.For(frame.Event).Decide(decision);
                var us = (Stopwatch.GetTimestamp() - started) * 1e6 / Stopwatch.Frequency;
                delays.Add(us);
                if (us > DelayHistogram.LongUs)
                {
                    var collection = GC.GetGCMemoryInfo(GCKind.Any);
                    byCollector += collection.Index > lastCollection && collection.PauseDurations[0].TotalMicroseconds > us / 2 ? 1 : 0;
                    lastCollection = collection.Index;
                }
            }
        }

        other.Join();
        (paused, collections) = (GC.GetTotalPauseDuration() - paused, GC.CollectionCount(0) - collections);
        return failure is null
            ? new SwapFigure(
                meanwhile, delays.Count, delays.At(0.9999), delays.LongestUs, delays.Long, byCollector, collections,
                paused.TotalMilliseconds)
            : throw new InvalidOperationException(failure.Message, failure);
    }
}
