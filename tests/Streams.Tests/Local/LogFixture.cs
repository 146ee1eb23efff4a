using System.Buffers.Binary;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>Short ways to say "a log in this folder" and "all its records".</summary>
internal static class LogFixture
{
    public static LocalLogOptions Options(string folder) => new() { Folder = folder, BufferBytes = 4 * 1024 * 1024 };

    public static string SegmentFolder(string folder, Topic topic) => Path.Combine(folder, Topics.NameOf(topic));

    public static string[] Segments(string folder, Topic topic) =>
        [.. Directory.GetFiles(SegmentFolder(folder, topic), "*.log").Order(StringComparer.Ordinal)];

    /// <summary>A payload that tells its number and can be checked: the number, then bytes that follow from it.</summary>
    public static byte[] Payload(long number, int length)
    {
        var payload = new byte[Math.Max(length, sizeof(long))];
        BinaryPrimitives.WriteInt64LittleEndian(payload, number);
        for (var i = sizeof(long); i < payload.Length; i++)
        {
            payload[i] = (byte)(number * 31 + i);
        }

        return payload;
    }

    public static LogPosition Append(IRecordLog log, Topic topic, long number, int length = 100) =>
        log.Append(topic, (UInt128)number, SampleEvents.StartMs + number, Payload(number, length));

    public static async Task<List<(long Offset, byte[] Payload)>> ReadAllAsync(IRecordLog log, Topic topic, long from = 0)
    {
        var records = new List<(long, byte[])>();
        await foreach (var record in log.ReadAsync(topic, from, follow: false))
        {
            records.Add((record.Offset, record.Payload.ToArray()));
        }

        return records;
    }

    /// <summary>Every record from <paramref name="first"/> to before <paramref name="end"/>, in order, as it was appended.</summary>
    public static void AssertNumbered(List<(long Offset, byte[] Payload)> records, long first, long end)
    {
        Assert.That(records.Select(r => r.Offset), Is.EqualTo(Enumerable.Range((int)first, (int)(end - first)).Select(i => (long)i)));
        foreach (var (offset, payload) in records)
        {
            if (!payload.AsSpan().SequenceEqual(Payload(offset, payload.Length)))
            {
                Assert.Fail($"record {offset} is not what was appended");
            }
        }
    }
}
