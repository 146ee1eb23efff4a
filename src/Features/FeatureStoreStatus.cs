namespace SecurityDecisioning.Features;

/// <summary>What a <see cref="FeatureStore"/> holds and what has become of the events it was given.</summary>
public record struct FeatureStoreStatus
{
    public long Accounts { get; set; }

    public long Sessions { get; set; }

    public long Devices { get; set; }

    public long Ips { get; set; }

    public long Networks { get; set; }

    public long ApiKeys { get; set; }

    public long AccountNetworks { get; set; }

    /// <summary>Autonomous systems, countries and operations.</summary>
    public long Shared { get; set; }

    public readonly long Entities => Accounts + Sessions + Devices + Ips + Networks + ApiKeys + AccountNetworks + Shared;

    public long Capacity { get; set; }

    /// <summary>Entities the host holds against eviction.</summary>
    public long Pinned { get; set; }

    /// <summary>Memory taken from the system, tables included.</summary>
    public long Bytes { get; set; }

    /// <summary>Events applied.</summary>
    public long Applied { get; set; }

    /// <summary>Events delivered again and left out.</summary>
    public long Duplicates { get; set; }

    /// <summary>Events that were older than the longest ring of at least one of their entities and did not count there.</summary>
    public long TooLate { get; set; }

    /// <summary>Events whose time lay too far after their id's time and was set back.</summary>
    public long Clamped { get; set; }

    /// <summary>Entities forgotten to make room.</summary>
    public long Evicted { get; set; }

    /// <summary>Entities not taken in, because everything that could have made room is pinned.</summary>
    public long Refused { get; set; }

    /// <summary>Times a distinct count had to be sampled more coarsely.</summary>
    public long Coarsened { get; set; }
}
