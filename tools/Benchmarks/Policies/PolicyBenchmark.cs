using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>Policies alone: what deciding, compiling with proofs, and exchanging a set cost. One thread decides.</summary>
internal static class PolicyBenchmark
{
    private const int Frames = 2_000;
    private const int WarmUps = 30;

    public static async Task<PolicyFigures> RunAsync(bool quick)
    {
        var frames = PolicyFrames.Of(Frames);
        var rounds = quick ? 20 : 200;
        using var small = PolicyPack.Small();
        using var hundred = PolicyPack.Hundred();
        using var thousand = PolicyPack.Thousand();
        using var adverse = PolicyPack.Adverse();
        var first = Load(hundred);
        PolicyFigure[] figures =
        [
            Measure(small, frames, rounds, 200),
            Measure(hundred, frames, rounds, 1_500),
            Measure(thousand, frames, rounds, 2_000),
            Measure(adverse, [.. Enumerable.Repeat(PolicyFrames.Extreme(), Frames / 10)], rounds, 0),
        ];
        var loads = Enumerable.Range(0, quick ? 5 : 15).Select(_ => Load(hundred)).ToArray();
        var load = (Percentiles.Median([.. loads.Select(l => l.Ms)]), Percentiles.Median([.. loads.Select(l => l.ProcessorMs)]));
        return new PolicyFigures(figures, first, load, await SwapBenchmark.RunAsync(hundred, frames, quick));
    }

    private static (double Ms, double ProcessorMs) Load(PolicyPack pack)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), ThreadClock.Seconds());
        pack.Load();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (ThreadClock.Seconds() - processor) * 1e3);
    }

    private static PolicyFigure Measure(PolicyPack pack, Decision[] frames, int rounds, double wanted)
    {
        var set = pack.Load();
        for (var i = 0; i < WarmUps; i++)
        {
            One(set, frames, new double[frames.Length], out _, out _);
            Thread.Sleep(20);
        }

        var times = new double[frames.Length * rounds];
        var most = 0L;
        var fired = 0;
        for (var i = 0; i < rounds; i++)
        {
            One(set, frames, times.AsSpan(i * frames.Length, frames.Length), out var bytes, out fired);
            most = Math.Max(most, bytes);
        }

        return new PolicyFigure(
            pack.Name, Mean(set, frames, rounds), Percentiles.Median(times), Percentiles.At(times, 0.99), most,
            (double)fired / frames.Length, wanted);
    }

    private static void One(PolicySet set, Decision[] frames, Span<double> times, out long mostBytes, out int fired)
    {
        var decision = new Decision();
        mostBytes = 0;
        fired = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            PolicyFrames.Copy(frames[i], decision);
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            set.Decide(decision);
            times[i] = (Stopwatch.GetTimestamp() - started) * 1e9 / Stopwatch.Frequency;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            fired += decision.Rules.Count > 0 ? 1 : 0;
            mostBytes = decision.Rules.Count > 0 ? mostBytes : Math.Max(mostBytes, bytes);
        }
    }

    /// <summary>The copies are timed by themselves and taken off; of both the rounds that nothing disturbed.</summary>
    private static double Mean(PolicySet set, Decision[] frames, int rounds)
    {
        var decision = new Decision();
        var (copying, both) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var frame in frames)
            {
                PolicyFrames.Copy(frame, decision);
            }

            copying = Math.Min(copying, Stopwatch.GetTimestamp() - started);
            started = Stopwatch.GetTimestamp();
            foreach (var frame in frames)
            {
                PolicyFrames.Copy(frame, decision);
                set.Decide(decision);
            }

            both = Math.Min(both, Stopwatch.GetTimestamp() - started);
        }

        return (both - copying) * 1e9 / Stopwatch.Frequency / frames.Length;
    }
}
