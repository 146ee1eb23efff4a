using SecurityDecisioning.Streams.Tests.Local;

namespace SecurityDecisioning.Streams.Tests.Contract;

/// <summary>What every log promises. Run against local segments and against a cluster of three brokers.</summary>
[Parallelizable(ParallelScope.None)]
internal abstract class RecordLogContract
{
    private const int Many = 3_000;
    private const int Keys = 23;

    private TempFolder _folder = null!;
    private CancellationTokenSource _patience = null!;

    protected string Folder => _folder.Path;

    protected CancellationToken Patience => _patience.Token;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TempFolder();
        _patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
    }

    [TearDown]
    public void RemoveFolder()
    {
        _patience.Dispose();
        _folder.Dispose();
    }

    /// <summary>Opens the log in a folder of its own; the same name is the same log again.</summary>
    protected abstract IRecordLog Open(string name = "log");

    [Test]
    public async Task Record_reads_back_as_it_was_appended_on_both_sides()
    {
        await using var log = Open();
        log.Append(Topic.Events, UInt128.MaxValue - 5, -12, [1, 2, 3]);
        var last = log.Append(Topic.Events, 7, 99, []);
        await log.WhenSharedAsync(last, Patience);

        var own = new List<(long, long, UInt128, byte[])>();
        await foreach (var r in log.ReadAsync(Topic.Events, 0, follow: false, Patience))
        {
            own.Add((r.Offset, r.TimeMs, r.Key, r.Payload.ToArray()));
        }

        var shared = await ReadSharedAsync(log, Topic.Events, new LogCursor());
        var expected = new[] { (0L, -12L, UInt128.MaxValue - 5, new byte[] { 1, 2, 3 }), (1L, 99L, (UInt128)7, []) };
        Assert.That(own, Is.EqualTo(expected));
        Assert.That(
            shared.OrderBy(r => r.Sequence).Select(r => (r.Sequence, r.TimeMs, r.Key, r.Payload.ToArray())), Is.EqualTo(expected));
        Assert.That(shared.Select(r => r.Origin), Has.All.EqualTo(log.Origin));
    }

    [Test]
    public async Task Every_topic_takes_records_of_its_own()
    {
        await using var log = Open();
        foreach (var topic in Topics.All)
        {
            await log.WhenSharedAsync(log.Append(topic, 1, 0, [(byte)topic]), Patience);
        }

        foreach (var topic in Topics.All)
        {
            var read = await ReadSharedAsync(log, topic, new LogCursor());
            Assert.That(read.Select(r => r.Payload.ToArray()), Is.EqualTo(new[] { new[] { (byte)topic } }), $"{topic}");
        }
    }

    [Test]
    public async Task Shared_records_come_once_and_in_the_order_of_their_key()
    {
        await using var log = Open();
        await AppendAsync(log, 0, Many);

        AssertComplete(await ReadSharedAsync(log, Topic.Events, new LogCursor()), 0, Many);
    }

    [Test]
    public async Task Follower_sees_what_is_appended_while_it_reads()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 500);
        var following = Task.Run(async () =>
        {
            var read = new List<SharedRecord>();
            await foreach (var record in log.ReadSharedAsync(Topic.Events, new LogCursor(), follow: true, Patience))
            {
                read.Add(record);
                if (read.Count == Many)
                {
                    break;
                }
            }

            return read;
        });
        await AppendAsync(log, 500, Many);

        AssertComplete(await following, 0, Many);
    }

    [Test]
    public async Task Cursor_goes_on_where_it_was_stored_after_any_record()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 400);
        var cursor = new LogCursor();
        var read = new List<SharedRecord>();
        await foreach (var record in log.ReadSharedAsync(Topic.Events, cursor, follow: false, Patience))
        {
            read.Add(record);
            Assert.That(cursor.TryAdvance(record), Is.True);
            if (read.Count == 150)
            {
                break;
            }
        }

        var stored = new System.Buffers.ArrayBufferWriter<byte>();
        cursor.Write(stored);
        await AppendAsync(log, 400, 600);
        read.AddRange(await ReadSharedAsync(log, Topic.Events, LogCursor.Read(stored.WrittenSpan)));

        AssertComplete(read, 0, 600);
    }

    [Test]
    public async Task Cursor_past_the_end_is_refused()
    {
        await using var log = Open();
        await log.WhenSharedAsync(log.Append(Topic.Events, 1, 0, [1]), Patience);
        var cursor = new LogCursor();
        cursor.SkipTo(0, 1_000_000);

        Assert.That(
            async () => await ReadSharedAsync(log, Topic.Events, cursor),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("not taken from this"));
    }

    [Test]
    public async Task Reopened_log_goes_on_and_keeps_its_origin()
    {
        var origins = new HashSet<ulong>();
        for (var round = 0; round < 3; round++)
        {
            await using var log = Open();
            origins.Add(log.Origin);
            Assert.That(log.EndOffset(Topic.Events), Is.EqualTo(round * 200));
            await AppendAsync(log, round * 200, (round + 1) * 200);
        }

        await using var last = Open();
        Assert.That(origins, Has.Count.EqualTo(1).And.None.EqualTo(0UL));
        AssertComplete(await ReadSharedAsync(last, Topic.Events, new LogCursor()), 0, 600);
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(last, Topic.Events), 0, 600);
    }

    [Test]
    public async Task Payload_over_the_limit_is_refused_before_anything_is_taken()
    {
        await using var log = Open();

        Assert.That(
            () => log.Append(Topic.Events, 0, 0, new byte[2 * 1024 * 1024]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(log.EndOffset(Topic.Events), Is.Zero);
    }

    [Test]
    public async Task Status_says_that_all_is_well_and_nothing_was_dropped()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 100);
        var status = log.Status();

        Assert.That(status.Degraded, Is.Null);
        Assert.That(status.Topics.Select(t => t.EndOffset), Is.EqualTo(new[] { 100L, 0, 0, 0, 0, 0 }));
        Assert.That(status.Sharing?.Dropped ?? 0, Is.Zero);
        Assert.That(status.Sharing?.Unsent ?? 0, Is.Zero);
    }

    /// <summary>Numbered records on a few keys; returns once all of them are shared.</summary>
    protected async Task AppendAsync(IRecordLog log, int from, int to)
    {
        var last = default(LogPosition);
        for (var i = from; i < to; i++)
        {
            last = Append(log, i);
        }

        await log.WhenSharedAsync(last, Patience);
    }

    protected static LogPosition Append(IRecordLog log, int number) =>
        log.Append(Topic.Events, (UInt128)(number % Keys), SampleEvents.StartMs + number, LogFixture.Payload(number, 60 + number % 90));

    protected async Task<List<SharedRecord>> ReadSharedAsync(IRecordLog log, Topic topic, LogCursor from)
    {
        var records = new List<SharedRecord>();
        await foreach (var record in log.ReadSharedAsync(topic, from, follow: false, Patience))
        {
            records.Add(record);
        }

        return records;
    }

    /// <summary>Each number of one origin once, whole, and rising within its key.</summary>
    protected static void AssertComplete(IEnumerable<SharedRecord> records, int first, int end)
    {
        var seen = new List<long>();
        var lastOfKey = new Dictionary<UInt128, long>();
        foreach (var record in records)
        {
            Assert.That(record.Sequence, Is.GreaterThan(lastOfKey.GetValueOrDefault(record.Key, -1)), "order within a key");
            lastOfKey[record.Key] = record.Sequence;
            seen.Add(record.Sequence);
            Assert.That(record.TimeMs, Is.EqualTo(SampleEvents.StartMs + record.Sequence));
            if (!record.Payload.Span.SequenceEqual(LogFixture.Payload(record.Sequence, record.Payload.Length)))
            {
                Assert.Fail($"record {record.Sequence} is not what was appended");
            }
        }

        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(first, end - first).Select(i => (long)i)));
    }
}
