namespace SecurityDecisioning.Streams.Local;

/// <summary>How a <see cref="LocalSegmentLog"/> works. <see cref="Validate"/> tells every value that is out of range.</summary>
public sealed record LocalLogOptions
{
    private const long MiB = 1024 * 1024;
    private const long GiB = 1024 * MiB;

    /// <summary>Folder of the log; made where missing. One process may have it open.</summary>
    public required string Folder { get; init; }

    /// <summary>Size from which a new segment file is begun. Default 128 MiB; range 4 KiB to 1 GiB.</summary>
    public long SegmentBytes { get; init; } = 128 * MiB;

    /// <summary>
    /// Memory for records not yet durable, all topics together. Default 32 MiB; range 256 KiB to 4 GiB.
    /// </summary>
    public long BufferBytes { get; init; } = 32 * MiB;

    /// <summary>Largest payload. Default 1 MiB; range 1 KiB to 16 MiB, and at most a quarter of <see cref="BufferBytes"/>.</summary>
    public int MaxRecordBytes { get; init; } = (int)MiB;

    /// <summary>
    /// How long the writer gathers records before it writes them, where nobody waits for them. Default 5 ms; range 0 to 100 ms.
    /// </summary>
    public TimeSpan WriteInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Longest time between a write and its fsync; somebody waiting for durability shortens it. Default 10 ms; range 0 to 1 s.
    /// </summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// How long appends wait once the buffer is full, counted from when it became full. Default 2 s; range 0 to 1 min.
    /// </summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>First pause after a failed write; doubles up to 50 times itself. Default 20 ms; range 1 ms to 10 s.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How often closed files of compacted topics are looked through for records that later ones have replaced. Default 10 min;
    /// range 10 ms to 1 day.
    /// </summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether to open a log with damaged files. Nothing in them is changed; what is appended goes to a new file, and readers get
    /// <see cref="LogCorruptException"/> where the damage stands, with where to go on. Default false: opening fails instead.
    /// </summary>
    public bool OpenDamaged { get; init; }

    /// <summary>How long closing tries to write what is left on a failing disk. Default 5 s; range 0 to 5 min.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is kept of <see cref="Topic.Events"/>. Default 14 days and 16 GiB.</summary>
    public LogRetention Events { get; init; } = new(TimeSpan.FromDays(14), 16 * GiB);

    /// <summary>What is kept of <see cref="Topic.Decisions"/>. Default 14 days and 16 GiB.</summary>
    public LogRetention Decisions { get; init; } = new(TimeSpan.FromDays(14), 16 * GiB);

    /// <summary>What is kept of <see cref="Topic.Restrictions"/>. Default 400 days and 1 GiB.</summary>
    public LogRetention Restrictions { get; init; } = new(TimeSpan.FromDays(400), GiB);

    /// <summary>What is kept of <see cref="Topic.Policies"/>. Default 100 years, compacted, and 1 GiB.</summary>
    public LogRetention Policies { get; init; } = new(TimeSpan.FromDays(36_525), GiB);

    /// <summary>What is kept of <see cref="Topic.Models"/>. Default 100 years, compacted, and 1 GiB.</summary>
    public LogRetention Models { get; init; } = new(TimeSpan.FromDays(36_525), GiB);

    /// <summary>What is kept of <see cref="Topic.Verdicts"/>. Default 100 years, compacted, and 1 GiB.</summary>
    public LogRetention Verdicts { get; init; } = new(TimeSpan.FromDays(36_525), GiB);

    public LogRetention RetentionOf(Topic topic) => topic switch
    {
        Topic.Events => Events,
        Topic.Decisions => Decisions,
        Topic.Restrictions => Restrictions,
        Topic.Policies => Policies,
        Topic.Models => Models,
        _ => Verdicts,
    };

    /// <summary>One sentence per value that is out of range; empty where all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Folder))
        {
            errors.Add($"{nameof(Folder)} is empty: name a folder");
        }

        Check(nameof(SegmentBytes), SegmentBytes, 4096, GiB);
        Check(nameof(BufferBytes), BufferBytes, 256 * 1024, 4 * GiB);
        Check(nameof(MaxRecordBytes), MaxRecordBytes, 1024, Math.Min(RecordFrame.MaxPayload, BufferBytes / 4));
        CheckTime(nameof(WriteInterval), WriteInterval, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        CheckTime(nameof(SyncInterval), SyncInterval, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        CheckTime(nameof(AppendTimeout), AppendTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        CheckTime(nameof(RetryPause), RetryPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        CheckTime(nameof(CompactionInterval), CompactionInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        CheckTime(nameof(CloseTimeout), CloseTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        foreach (var topic in Topics.All)
        {
            var retention = RetentionOf(topic);
            CheckTime($"{topic}.{nameof(LogRetention.Age)}", retention.Age, TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_525));
            Check($"{topic}.{nameof(LogRetention.Bytes)}", retention.Bytes, MiB, long.MaxValue);
        }

        return errors;

        void Check(string name, long value, long low, long high)
        {
            if (value < low || value > high)
            {
                errors.Add($"{name} is {value}: it must be from {low} to {high}");
            }
        }

        void CheckTime(string name, TimeSpan value, TimeSpan low, TimeSpan high)
        {
            if (value < low || value > high)
            {
                errors.Add($"{name} is {value}: it must be from {low} to {high}");
            }
        }
    }
}
