namespace SecurityDecisioning.Streams.Kafka;

/// <summary>Records of the cluster that were not believed, since the log was opened.</summary>
internal sealed class RefusedRecords
{
    private long _otherKey;
    private long _badSeal;

    public long OtherKey => Interlocked.Read(ref _otherKey);

    public long BadSeal => Interlocked.Read(ref _badSeal);

    /// <summary>True for the first one.</summary>
    public bool AddOtherKey() => Interlocked.Increment(ref _otherKey) == 1;

    /// <summary>True for the first one.</summary>
    public bool AddBadSeal() => Interlocked.Increment(ref _badSeal) == 1;
}
