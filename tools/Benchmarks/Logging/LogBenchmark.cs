using System.Diagnostics;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Benchmarks.Logging;

/// <summary>
/// How many records per second the local log makes durable, synced in groups every 10 ms, and reads back. Beside it what the
/// same disk does with the same bytes and nothing else: written in large pieces, synced as often.
/// </summary>
internal static class LogBenchmark
{
    private const int Piece = 256 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static async Task<LogFigures> RunAsync(TimeSpan length, int rounds)
    {
        var figures = new List<LogFigure>();
        foreach (var (size, appenders) in new[] { (200, 1), (200, 2), (1_024, 1) })
        {
            var turns = new List<LogFigure>();
            for (var round = 0; round < rounds; round++)
            {
                turns.Add(await TurnAsync(size, appenders, length));
            }

            figures.Add(turns.OrderBy(t => t.AppendedPerSecond).ElementAt(turns.Count / 2));
        }

        return new LogFigures(figures, Bare(length));
    }

    private static async Task<LogFigure> TurnAsync(int size, int appenders, TimeSpan length)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-log-").FullName;
        try
        {
            var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = folder, SyncInterval = Interval, BufferBytes = 64L << 20 });
            await using (log)
            {
                var started = Stopwatch.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(() => Append(log, size, length, started))));
                await log.WhenDurableAsync(new LogPosition(Topic.Events, log.EndOffset(Topic.Events) - 1));
                var took = Stopwatch.GetElapsedTime(started);
                var records = log.EndOffset(Topic.Events);
                var (read, reading) = await ReadAsync(log);
                if (read != records)
                {
                    throw new InvalidOperationException($"{records} records were appended and {read} read back");
                }

                return new LogFigure(size, appenders, records / took.TotalSeconds, read / reading.TotalSeconds);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Append(LocalSegmentLog log, int size, TimeSpan length, long started)
    {
        var payload = new byte[size];
        Random.Shared.NextBytes(payload);
        for (var i = 0UL; (i & 1023) != 0 || Stopwatch.GetElapsedTime(started) < length; i++)
        {
            log.Append(Topic.Events, new UInt128(i, 1), (long)i, payload);
        }
    }

    private static async Task<(long Records, TimeSpan Took)> ReadAsync(LocalSegmentLog log)
    {
        var (started, records) = (Stopwatch.GetTimestamp(), 0L);
        await foreach (var record in log.ReadAsync(Topic.Events, 0, follow: false))
        {
            records++;
        }

        return (records, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Bytes per second of the disk alone.</summary>
    private static double Bare(TimeSpan length)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-disk-").FullName;
        try
        {
            using var file = File.OpenHandle(Path.Combine(folder, "file"), FileMode.CreateNew, FileAccess.Write);
            var piece = new byte[Piece];
            Random.Shared.NextBytes(piece);
            var (started, position, synced) = (Stopwatch.GetTimestamp(), 0L, Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                RandomAccess.Write(file, piece, position);
                position += piece.Length;
                if (Stopwatch.GetElapsedTime(synced) > Interval)
                {
                    RandomAccess.FlushToDisk(file);
                    synced = Stopwatch.GetTimestamp();
                }
            }

            RandomAccess.FlushToDisk(file);
            return position / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
