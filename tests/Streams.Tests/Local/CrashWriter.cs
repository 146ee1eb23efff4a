using System.Globalization;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>
/// A process that appends numbered records to every topic without end and prints <c>topic offset</c> for each one as it is
/// acknowledged. It is there to be killed.
/// </summary>
internal static class CrashWriter
{
    public static LocalLogOptions Options(string folder) => new() { Folder = folder, SegmentBytes = 256 * 1024 };

    public static async Task RunAsync(string folder)
    {
        await using var log = LocalSegmentLog.Open(Options(folder));
        await Task.WhenAll(Topics.All.SelectMany(topic => new[] { 1, 7 }.Select(burst => Task.Run(() => AppendAsync(log, topic, burst)))));
    }

    private static async Task AppendAsync(LocalSegmentLog log, Topic topic, int burst)
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
    private static LogPosition AppendNumbered(LocalSegmentLog log, Topic topic)
    {
        lock (Locks[(int)topic])
        {
            var number = log.EndOffset(topic);
            return LogFixture.Append(log, topic, number, length: (int)(number % 900));
        }
    }

    private static readonly object[] Locks = [.. Topics.All.Select(_ => new object())];
}
