namespace SecurityDecisioning.Policies.Loading;

/// <summary>Where policies come from.</summary>
public sealed record WatchedFolderOptions
{
    /// <summary>The folder of documents, folders below it included.</summary>
    public required string Folder { get; init; }

    /// <summary>Quiet time after a change before reading, so that a half-written file is not read. Default 300 ms.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often content is compared besides watching, because watchers lose events. Default 5 s.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(5);
}
