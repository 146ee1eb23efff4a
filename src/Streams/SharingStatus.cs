namespace SecurityDecisioning.Streams;

/// <summary>How a log that shares its records is doing with the cluster, as of one moment.</summary>
/// <param name="IsConnected">Whether the cluster has answered since it last did not.</param>
/// <param name="Problem">Why records are not being shared at present; null where they are.</param>
/// <param name="Unsent">Records on this disk that the cluster has not confirmed, all topics together.</param>
/// <param name="OldestUnsent">For how long the oldest of them has waited, to within a few seconds.</param>
/// <param name="Dropped">Records that are gone from this disk and never reached the cluster, since the log was opened.</param>
public sealed record SharingStatus(bool IsConnected, string? Problem, long Unsent, TimeSpan OldestUnsent, long Dropped)
{
    /// <summary>Records read and ignored because a process with another key sealed them, or none did, since the log was opened.</summary>
    public long OtherKey { get; init; }

    /// <summary>Records read and ignored because they claim this log's key and the seal is wrong, since the log was opened.</summary>
    public long BadSeal { get; init; }
}
