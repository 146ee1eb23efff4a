using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>
/// The event log, from section <c>SecurityDecisioning:Log</c>. Ranges are those of <see cref="LocalLogOptions"/> and
/// <see cref="KafkaLogOptions"/>; what is out of range is told all at once.
/// </summary>
public sealed class LogSettings
{
    public const string Section = "SecurityDecisioning:Log";

    /// <summary>
    /// Whether a challenge, throttle or revoke is on disk before it is answered. Default true. Without it such an answer is as
    /// fast as a permit, and a power cut may forget the last <see cref="SyncInterval"/> of them.
    /// </summary>
    public bool Strict { get; set; } = true;

    /// <summary>Longest time between a write and its fsync. Default 10 ms.</summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Size from which a new file is begun. Default 128 MiB.</summary>
    public long SegmentBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>
    /// Memory for records on their way to the disk, taken as it is needed. Default 256 MiB: a disk that stands still for some
    /// ten seconds of ten thousand requests a second loses nothing. What comes after that is refused and counted.
    /// </summary>
    public long BufferBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>By topic name: what is kept of it, where the default is not right.</summary>
    public Dictionary<string, RetentionSettings> Retention { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The cluster to share records with; none where it names no servers.</summary>
    public KafkaSettings Kafka { get; set; } = new();

    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    public static LogSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<LogSettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new LogSettings();
        var errors = new List<string>(
            settings.Retention.Keys.Where(static name => !Topics.All.Any(topic => IsNamed(topic, name)))
                .Select(static name => $"Retention:{name}: there is no such topic"));
        errors.AddRange(settings.LocalOptions("log").Validate());
        if (settings.Kafka.IsSet)
        {
            if (settings.Kafka.CatchUp < TimeSpan.Zero || settings.Kafka.CatchUp > TimeSpan.FromMinutes(10))
            {
                errors.Add("Kafka:CatchUp must be from 0 to 10 min");
            }

            errors.AddRange(settings.Kafka.Options(errors).Validate().Select(static e => $"Kafka:{e}"));
        }

        return errors.Count == 0
            ? settings
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    public LocalLogOptions LocalOptions(string folder)
    {
        var options = new LocalLogOptions
        {
            Folder = folder, SyncInterval = SyncInterval, SegmentBytes = SegmentBytes, BufferBytes = BufferBytes,
            OpenDamaged = true,
        };
        return options with
        {
            Events = Kept(Topic.Events, options),
            Decisions = Kept(Topic.Decisions, options),
            Restrictions = Kept(Topic.Restrictions, options),
            Policies = Kept(Topic.Policies, options),
            Models = Kept(Topic.Models, options),
            Verdicts = Kept(Topic.Verdicts, options),
        };
    }

    private static bool IsNamed(Topic topic, string name) => Topics.NameOf(topic).Equals(name, StringComparison.OrdinalIgnoreCase);

    private LogRetention Kept(Topic topic, LocalLogOptions options)
    {
        var usual = options.RetentionOf(topic);
        return Retention.TryGetValue(Topics.NameOf(topic), out var own)
            ? new LogRetention(own.Age ?? usual.Age, own.Bytes ?? usual.Bytes)
            : usual;
    }
}
