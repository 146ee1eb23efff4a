using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams;

/// <summary>Every message of this stage (7xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "Log {Folder} opened: {Records} records kept, {Recovered} bytes of torn tail cut")]
    public static partial void Opened(ILogger logger, string folder, long records, long recovered);

    [LoggerMessage(7002, LogLevel.Warning,
        "{File} ended in a torn record: cut {Bytes} bytes, {Kept} bytes kept. Nothing in them had been acknowledged")]
    public static partial void TornTailCut(ILogger logger, string file, long bytes, long kept);

    [LoggerMessage(7003, LogLevel.Error,
        "The log cannot write ({Reason}). Records wait in memory (at most {Limit} bytes) and are written once it can again")]
    public static partial void Degraded(ILogger logger, string reason, long limit, Exception exception);

    [LoggerMessage(7004, LogLevel.Information, "The log writes again")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(7005, LogLevel.Information, "Retention removed {File} ({Bytes} bytes)")]
    public static partial void SegmentRemoved(ILogger logger, string file, long bytes);

    [LoggerMessage(7006, LogLevel.Warning, "Retention could not remove {File}; it is tried again")]
    public static partial void SegmentKept(ILogger logger, string file, Exception exception);

    [LoggerMessage(7007, LogLevel.Error, "The log was closed with {Records} records never written, none of them acknowledged")]
    public static partial void ClosedWithLoss(ILogger logger, long records);

    [LoggerMessage(7010, LogLevel.Warning, "The cluster takes no records ({Reason}). They wait on this disk and are sent once it does")]
    public static partial void ClusterAway(ILogger logger, string reason);

    [LoggerMessage(7011, LogLevel.Warning,
        "Sending to the cluster broke off ({Reason}); in {Pause} it goes on with the first record not confirmed")]
    public static partial void SendingBroke(ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(7012, LogLevel.Warning, "Topics were not made on the cluster: {Reason}. They must be there or be made by it")]
    public static partial void TopicsNotMade(ILogger logger, string reason);

    [LoggerMessage(7013, LogLevel.Error, "Sharing with the cluster has ended; records stay on this disk until the next start")]
    public static partial void ForwarderDied(ILogger logger, Exception exception);

    [LoggerMessage(7014, LogLevel.Error, "{File} was over the size limit and went with {Records} records that no cluster has taken")]
    public static partial void UnsentRemoved(ILogger logger, string file, long records);

    [LoggerMessage(7015, LogLevel.Error,
        "Records cannot be sent to the cluster because they do not read; sending goes on at {Offset}. {Damage}")]
    public static partial void UnsentDamaged(ILogger logger, string damage, long offset);

    [LoggerMessage(7016, LogLevel.Information, "Compaction wrote {File} anew: {Before} bytes became {After}")]
    public static partial void SegmentCompacted(ILogger logger, string file, long before, long after);

    [LoggerMessage(7017, LogLevel.Warning, "Compaction of {Topic} failed and left its files as they were; it is tried again")]
    public static partial void CompactionFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(7021, LogLevel.Error,
        "Topic {Topic} has records sealed with key {Theirs:x16} and ours is {Ours:x16}: they are ignored. Give all gateways the same keys")]
    public static partial void OtherKey(ILogger logger, string topic, ulong theirs, ulong ours);

    [LoggerMessage(7022, LogLevel.Error, "Topic {Topic} has records with a wrong seal, ignored: somebody without the key writes to it")]
    public static partial void BadSeal(ILogger logger, string topic);
}
