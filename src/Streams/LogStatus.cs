namespace SecurityDecisioning.Streams;

/// <summary>How the log is doing, as of one moment.</summary>
/// <param name="Topics">One entry per topic.</param>
/// <param name="BufferedBytes">Memory that holds records not yet durable.</param>
/// <param name="BufferLimitBytes">Most that <paramref name="BufferedBytes"/> may be.</param>
/// <param name="AppendWaits">Appends that had to wait for room, since the log was opened.</param>
/// <param name="Rejected">Appends that found no room in time and were refused, since the log was opened.</param>
/// <param name="WriteErrors">Failed writes and syncs, since the log was opened.</param>
/// <param name="Degraded">Why records are not reaching the disk at present; null where they are.</param>
/// <param name="LastError">The newest failure, even where it has passed; null where there was none.</param>
public sealed record LogStatus(
    IReadOnlyList<TopicStatus> Topics,
    long BufferedBytes,
    long BufferLimitBytes,
    long AppendWaits,
    long Rejected,
    long WriteErrors,
    string? Degraded,
    string? LastError)
{
    /// <summary>How sharing with a cluster goes; null for a log that shares with nobody.</summary>
    public SharingStatus? Sharing { get; init; }
}
