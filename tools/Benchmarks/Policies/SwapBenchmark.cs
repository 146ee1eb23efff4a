using System.Diagnostics;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>
/// Decisions without a break on one thread, each timed, while another one does nothing, loads sets and throws them away, or loads
/// them and exchanges the live one for each.
/// </summary>
internal static class SwapBenchmark
{
    public static IReadOnlyList<SwapFigure> Run(PolicyPack pack, Decision[] frames, bool quick)
    {
        var swaps = quick ? 20 : 100;
        Measure("warm-up", pack, frames, swaps / 4, load: true, swap: true);
        return
        [
            Measure("nothing", pack, frames, swaps, load: false, swap: false),
            Measure($"{swaps} sets loaded", pack, frames, swaps, load: true, swap: false),
            Measure($"{swaps} sets loaded and exchanged", pack, frames, swaps, load: true, swap: true),
        ];
    }

    private static SwapFigure Measure(string meanwhile, PolicyPack pack, Decision[] frames, int swaps, bool load, bool swap)
    {
        var live = pack.Load();
        var isOver = false;
        var other = new Thread(() =>
        {
            for (var i = 0; i < swaps; i++)
            {
                var next = load ? pack.Load() : live;
                if (swap)
                {
                    Volatile.Write(ref live, next);
                }

                Thread.Sleep(20);
            }

            Volatile.Write(ref isOver, true);
        });
        var times = new DelayHistogram();
        var decision = new Decision();
        var paused = GC.GetTotalPauseDuration();
        other.Start();
        while (!Volatile.Read(ref isOver))
        {
            foreach (var frame in frames)
            {
                PolicyFrames.Copy(frame, decision);
                var started = Stopwatch.GetTimestamp();
                Volatile.Read(ref live).Decide(decision);
                times.Add((Stopwatch.GetTimestamp() - started) * 1e6 / Stopwatch.Frequency);
            }
        }

        other.Join();
        paused = GC.GetTotalPauseDuration() - paused;
        return new SwapFigure(
            meanwhile, times.Count, times.At(0.9999), times.LongestUs, times.Long, paused.TotalMilliseconds);
    }
}
