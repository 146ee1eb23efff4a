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
}
