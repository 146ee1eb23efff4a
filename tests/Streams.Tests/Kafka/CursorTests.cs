using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Tests.Kafka;

internal sealed class CursorTests
{
    private const int Partitions = 3;

    /// <summary>
    /// Writers that crash and send again from an older mark, any number of times: whatever comes of it, and wherever the reader
    /// is stopped and goes on from a stored cursor, each record is taken once and in its writer's order.
    /// </summary>
    [Test]
    public void Records_are_taken_once_in_order_however_often_they_were_sent() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => { TakenOnce(seed); }));

    private static void TakenOnce(int seed)
    {
        var random = new Random(seed);
        var log = Partition(random);
        var cursor = new LogCursor();
        var taken = new List<SharedRecord>();
        while (true)
        {
            var unread = log.Where(r => r.Offset >= cursor.NextOffset(r.Partition)).ToList();
            if (unread.Count == 0)
            {
                break;
            }

            foreach (var record in unread.Take(random.Next(1, 40)))
            {
                if (cursor.TryAdvance(record))
                {
                    taken.Add(record);
                }
            }

            cursor = Stored(cursor);
        }

        Assert.That(taken.Select(r => (r.Origin, r.Sequence)), Is.Unique);
        Assert.That(
            taken.Select(r => (r.Origin, r.Sequence)).Order(), Is.EqualTo(log.Select(r => (r.Origin, r.Sequence)).Distinct().Order()));
        foreach (var same in taken.GroupBy(r => (r.Origin, r.Partition)))
        {
            Assert.That(same.Select(r => r.Sequence), Is.Ordered);
        }
    }

    [Test]
    public void Stored_cursor_of_version_1_stays_readable()
    {
        var cursor = new LogCursor();
        cursor.TryAdvance(new SharedRecord(0, 41, 0xA1B2C3D4E5F60718, 7, 0, 1, default));
        cursor.TryAdvance(new SharedRecord(0, 300, 2, 90_000, 0, 1, default));
        cursor.TryAdvance(new SharedRecord(11, 5, 2, 90_001, 0, 1, default));
        var output = new ArrayBufferWriter<byte>();
        cursor.Write(output);
        const string Golden = "010200AD02020290BF05AC02988ED8AFCEFAB0D9A10107290B06010291BF0505";

        Assert.That(Convert.ToHexString(output.WrittenSpan), Is.EqualTo(Golden));
        var read = LogCursor.Read(Convert.FromHexString(Golden));
        Assert.That(read.NextOffset(0), Is.EqualTo(301));
        Assert.That(read.LastSequence(0, 0xA1B2C3D4E5F60718), Is.EqualTo(7));
        Assert.That(read.LastSequence(11, 2), Is.EqualTo(90_001));
        Assert.That(read.LastSequence(11, 3), Is.EqualTo(-1));
    }

    [Test]
    public void Bytes_that_are_no_cursor_are_refused()
    {
        foreach (var bytes in new byte[][] { [], [2], [1], [1, 255, 255, 255, 255, 15], [1, 1, 0, 5], [1, 0, 0] })
        {
            Assert.That(() => LogCursor.Read(bytes), Throws.TypeOf<RecordFormatException>(), Convert.ToHexString(bytes));
        }
    }

    [Test]
    public void Origins_past_the_limit_cost_the_one_not_heard_of_for_longest()
    {
        var cursor = new LogCursor();
        for (var origin = 1; origin <= LogCursor.MostOrigins + 10; origin++)
        {
            Assert.That(cursor.TryAdvance(new SharedRecord(0, origin, (ulong)origin, 3, 0, 0, default)), Is.True);
        }

        Assert.That(cursor.LastSequence(0, 10), Is.EqualTo(-1));
        Assert.That(cursor.LastSequence(0, 11), Is.EqualTo(3));
        Assert.That(cursor.LastSequence(0, LogCursor.MostOrigins + 10), Is.EqualTo(3));
    }

    /// <summary>What some writers leave in the partitions of a topic, each falling back now and then.</summary>
    private static List<SharedRecord> Partition(Random random)
    {
        var log = new List<SharedRecord>();
        var offsets = new long[Partitions];
        var sequences = new long[4];
        for (var i = 0; i < 300; i++)
        {
            var origin = random.Next(1, sequences.Length);
            if (random.Next(12) == 0)
            {
                sequences[origin] = Math.Max(0, sequences[origin] - random.Next(20));
            }

            var sequence = sequences[origin]++;
            var partition = (int)((sequence * 7 + origin) % Partitions);
            log.Add(new SharedRecord(partition, offsets[partition]++, (ulong)origin, sequence, 0, (UInt128)partition, default));
        }

        return log;
    }

    private static LogCursor Stored(LogCursor cursor)
    {
        var output = new ArrayBufferWriter<byte>();
        cursor.Write(output);
        return LogCursor.Read(output.WrittenSpan);
    }
}
