using System.Globalization;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>
/// A process that appends numbered records to every topic without end and prints <c>topic offset</c> for each one as it is
/// acknowledged. It is there to be killed.
/// </summary>
internal static class CrashWriter
{
    /// <summary>Compaction runs all the time; every record has a key of its own, so that it may not remove any.</summary>
    public static LocalLogOptions Options(string folder) => new()
    {
        Folder = folder, SegmentBytes = 256 * 1024, CompactionInterval = TimeSpan.FromMilliseconds(50),
    };

    /// <param name="folder">Of the log.</param>
    /// <param name="brokers">Of the cluster to share with; null for a log of one's own.</param>
    public static IRecordLog Open(string folder, string? brokers) => brokers is null
        ? LocalSegmentLog.Open(Options(folder))
        : KafkaRecordLog.Open(Options(folder), new KafkaLogOptions { Servers = brokers, CreateTopics = false });

    public static async Task RunAsync(string folder, string? brokers)
    {
        await using var log = Open(folder, brokers);
        await Task.WhenAll(Topics.All.SelectMany(topic => new[] { 1, 7 }.Select(burst => Task.Run(() => AppendAsync(log, topic, burst)))));
    }

    private static async Task AppendAsync(IRecordLog log, Topic topic, int burst)
    {
        while (true)
        {
            var last = default(LogPosition);
            for (var i = 0; i < burst; i++)
            {
                last = AppendNumbered(log, topic);
            }

            await log.WhenDurableAsync(last);
            var line = string.Create(CultureInfo.InvariantCulture, $"{(int)topic} {last.Offset}");
            lock (log)
            {
                Console.Out.WriteLine(line);
                Console.Out.Flush();
            }
        }
    }

    /// <summary>The payload says which offset it has, so two appenders of a topic must not slip in between.</summary>
    private static LogPosition AppendNumbered(IRecordLog log, Topic topic)
    {
        lock (Locks[(int)topic])
        {
            var number = log.EndOffset(topic);
            return LogFixture.Append(log, topic, number, length: (int)(number % 900));
        }
    }

    private static readonly object[] Locks = [.. Topics.All.Select(_ => new object())];
}
