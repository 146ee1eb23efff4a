namespace SecurityDecisioning.Features;

/// <summary>Limits of a <see cref="FeatureStore"/>; out-of-range values are refused when the store is made.</summary>
public sealed record FeatureStoreOptions
{
    public const int SmallestMaxEntities = 1_024;
    public const int LargestMaxEntities = 64_000_000;

    /// <summary>
    /// Most entities held at once, of all kinds together. Default 500,000; from 1,024 to 64,000,000. Past it the cheapest
    /// entities are forgotten.
    /// </summary>
    public int MaxEntities { get; init; } = 500_000;

    /// <summary>
    /// Bytes for what grows with use: windows, distinct values, profiles. Default 512 for each of <see cref="MaxEntities"/> and
    /// 64 MiB. At least 4 MiB. Past it busy entities count distinct values more coarsely.
    /// </summary>
    public long? MaxBlockBytes { get; init; }

    /// <summary>
    /// Events remembered so that a second delivery changes nothing. Default 262,144 (2 MiB); from 512 to 134,217,728.
    /// </summary>
    public int RememberedEvents { get; init; } = 262_144;

    /// <summary>
    /// How far an event's time may lie after the time its own id and duration allow; later ones are set back to it.
    /// Default 5 minutes; from 0 to 1 day.
    /// </summary>
    public TimeSpan MaxSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Secret of this installation behind every hash in the store. Stores that compare <see cref="FeatureStore.StateHash"/>
    /// need the same one. Any value; the default is public and only right for replays and tests.
    /// </summary>
    public ulong HashSeed { get; init; } = 0x5EC0_DEC1_5104_1176;

    internal long BlockBytes => MaxBlockBytes ?? (512L * MaxEntities) + (64L << 20);

    internal void Validate()
    {
        var errors = new List<string>();
        if (MaxEntities is < SmallestMaxEntities or > LargestMaxEntities)
            errors.Add($"MaxEntities is {MaxEntities}; give {SmallestMaxEntities} to {LargestMaxEntities}");
        if (BlockBytes < 4 << 20) errors.Add($"MaxBlockBytes is {MaxBlockBytes}; give at least {4 << 20}");
        if (RememberedEvents is < 512 or > 1 << 27)
            errors.Add($"RememberedEvents is {RememberedEvents}; give 512 to {1 << 27}");
        if (MaxSkew < TimeSpan.Zero || MaxSkew > TimeSpan.FromDays(1)) errors.Add($"MaxSkew is {MaxSkew}; give 0 to 1 day");
        if (errors.Count > 0) throw new ArgumentException("Feature store: " + string.Join("; ", errors) + ".");
    }
}
