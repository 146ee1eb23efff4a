using System.Diagnostics;
using SecurityDecisioning.Benchmarks.Peers;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Benchmarks.Logging;

/// <summary>
/// How fast a log that stands on the disk is carried to the cluster, sealed and in order, as after the cluster was away, and what
/// a record costs this process. From the first confirmation to the last, so that making the connections does not count.
/// </summary>
internal static class CarryBenchmark
{
    private const string Prefix = "carry.";

    public static async Task<CarryFigure> RunAsync(int records, int rounds)
    {
        var turns = new List<CarryFigure>();
        for (var round = 0; round < rounds; round++)
        {
            turns.Add(await TurnAsync(records, size: 200));
        }

        return turns.OrderBy(static t => t.PerSecond).ElementAt(turns.Count / 2);
    }

    private static async Task<CarryFigure> TurnAsync(int records, int size)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-carry-").FullName;
        try
        {
            var options = new LocalLogOptions { Folder = folder, BufferBytes = 64L << 20 };
            await using (var local = LocalSegmentLog.Open(options))
            {
                var payload = new byte[size];
                Random.Shared.NextBytes(payload);
                for (var i = 0; i < records; i++)
                {
                    local.Append(Topic.Events, new UInt128(0, (ulong)i * 0x9E37_79B9_7F4A_7C15), i, payload);
                }
            }

            using var brokers = await MockProcess.StartAsync(Prefix);
            var kafka = new KafkaLogOptions
            {
                Servers = brokers.Servers, TopicPrefix = Prefix, CreateTopics = false, Key = new byte[32],
            };
            await using var log = KafkaRecordLog.Open(options, kafka);
            using var self = Process.GetCurrentProcess();
            await log.WhenSharedAsync(new LogPosition(Topic.Events, 0));
            var (started, used, left) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime, log.Status().Sharing!.Unsent);
            await log.WhenSharedAsync(new LogPosition(Topic.Events, records - 1));
            var took = Stopwatch.GetElapsedTime(started);
            self.Refresh();
            return new CarryFigure(size, records, left / took.TotalSeconds, (self.TotalProcessorTime - used).TotalMicroseconds / left);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
