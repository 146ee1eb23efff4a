using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Folding;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Benchmarks.Snapshotting;

/// <summary>Writes a full store to a file while events are applied, and reads it back, with the gateway's own code for both.</summary>
internal static class SnapshotBenchmark
{
    private const int EntitiesPerUser = 6;

    // Few at a time: what a collection has to move would be timed with the fold.
    private const int Made = 1 << 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static SnapshotFigures Run(int entities, int rounds)
    {
        var users = entities / EntitiesPerUser;
        var events = new FoldEvents(users);
        var random = new Random(1);
        var options = new FeatureStoreOptions { MaxEntities = entities * 3 / 2 };
        var store = new FeatureStore(options);
        for (var user = 0; user < users; user++) store.Apply(events.Of(user, random));
        for (var i = 0; i < users * 5 / 2; i++) store.Apply(events.Next(random));

        var file = Path.Combine(Directory.CreateTempSubdirectory("sd-snapshot").FullName, "full.sds");
        var (hold, under, alone) = (new double[rounds], new double[rounds], new double[rounds]);
        var (write, writeCpu, load, loadCpu) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        var (bytes, applied, isEqual) = (0L, 0.0, true);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var traffic = Traffic.Start(store, events, random);
                (hold[round], writeCpu[round], write[round], bytes) = Write(store, file);
                (under[round], var count) = traffic.Stop();
                applied += count / write[round] / rounds;

                traffic = Traffic.Start(store, events, random);
                Burn(writeCpu[round], write[round]);
                (alone[round], _) = traffic.Stop();

                // A quiet one, for the hash.
                _ = Write(store, file);
                (load[round], loadCpu[round], var hash) = Load(options, file);
                isEqual &= hash == store.StateHash();
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }

        return new SnapshotFigures(
            store.Status().Entities, hold, under, alone, applied, write, writeCpu, bytes / 1024.0 / 1024, load, loadCpu, isEqual);
    }

    /// <summary>
    /// As long as writing takes and as much work beside the traffic, with no lock in hand: what is slow now is the machine.
    /// </summary>
    private static void Burn(double processor, double seconds)
    {
        var thread = new Thread(() =>
        {
            var (started, before, bytes) = (Stopwatch.GetTimestamp(), ThreadClock.Seconds(), new byte[SnapshotWriter.BlockBytes]);
            while (ThreadClock.Seconds() - before < processor) bytes.AsSpan().Reverse();
            var left = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(started);
            if (left > TimeSpan.Zero) Thread.Sleep(left);
        });
        thread.Start();
        thread.Join();
    }

    private static (double Hold, double Processor, double Seconds, long Bytes) Write(FeatureStore store, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var output = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0,
        });
        using var writer = new SnapshotWriter(output);
        var processor = 0.0;
        var figures = default(Features.Snapshots.SnapshotFigures);
        var thread = new Thread(() =>
        {
            var before = ThreadClock.Seconds();
            figures = store.WriteTo(writer, Patience);
            writer.Finish();
            processor = ThreadClock.Seconds() - before;
        });
        thread.Start();
        thread.Join();
        output.Flush(flushToDisk: true);
        return (figures.LongestPause.TotalMilliseconds, processor, Stopwatch.GetElapsedTime(started).TotalSeconds, writer.Bytes);
    }

    private static (double Seconds, double Processor, ulong Hash) Load(FeatureStoreOptions options, string path)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var store = new FeatureStore(options);
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using (var input = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan }))
        {
            var reader = new SnapshotReader(path, input);
            store.ReadFrom(reader);
            while (reader.TryNext(out _))
            {
                // To the last block, as the gateway reads it.
            }
        }

        var took = (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        store.EndReplay();
        return (took.Item1, took.Item2, store.StateHash());
    }

    /// <summary>Applies events without a break and keeps the slowest. Events are made before, so that only the fold is timed.</summary>
    private sealed class Traffic
    {
        private readonly Thread _thread;
        private volatile bool _isOver;
        private long _slowest;
        private long _count;

        private Traffic(FeatureStore store, FoldEvents events, Random random)
        {
            var made = new SecurityEvent[Made];
            Fill(made, events, random);
            _thread = new Thread(() =>
            {
                for (var i = 0; !_isOver; i++)
                {
                    if (i == made.Length)
                    {
                        Fill(made, events, random);
                        i = 0;
                    }

                    var started = Stopwatch.GetTimestamp();
                    store.Apply(made[i]);
                    _slowest = Math.Max(_slowest, Stopwatch.GetTimestamp() - started);
                    _count++;
                }
            });
        }

        public static Traffic Start(FeatureStore store, FoldEvents events, Random random)
        {
            var traffic = new Traffic(store, events, random);
            traffic._thread.Start();
            return traffic;
        }

        /// <summary>The slowest in milliseconds, and how many there were.</summary>
        public (double Slowest, long Count) Stop()
        {
            _isOver = true;
            _thread.Join();
            return (Stopwatch.GetElapsedTime(0, _slowest).TotalMilliseconds, _count);
        }

        private static void Fill(SecurityEvent[] made, FoldEvents events, Random random)
        {
            for (var i = 0; i < made.Length; i++) made[i] = events.Next(random);
        }
    }
}
