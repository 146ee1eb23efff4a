namespace SecurityDecisioning.Features.Storage;

/// <summary>What the eviction must know of an entity.</summary>
[Flags]
internal enum EntityFlags : byte
{
    None = 0,

    /// <summary>The host holds it: a restriction stands on it.</summary>
    Pinned = 1 << 0,

    /// <summary>It signed in.</summary>
    SignedIn = 1 << 1,

    /// <summary>At least one of its groups has grown out of the list of cells; tells the eviction nothing.</summary>
    Grouped = 1 << 2,
}
