namespace SecurityDecisioning.Policies.Loading;

/// <summary>Where policies come from.</summary>
public sealed record PolicySourceOptions
{
    /// <summary>The folder of documents, folders below it included.</summary>
    public required string Folder { get; init; }

    /// <summary>Modes over the documents' own, by policy name or pattern: <c>login-*</c> to <c>enforce</c>.</summary>
    public IReadOnlyDictionary<string, string> Modes { get; init; } = new Dictionary<string, string>();

    /// <summary>Quiet time after a change before reading, so that a half-written file is not read. Default 300 ms.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often content is compared besides watching, because watchers lose events. Default 5 s.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether documents that are no set keep the source from starting. Default yes; no where another version is live and they
    /// are only a draft.
    /// </summary>
    public bool IsRequired { get; init; } = true;
}
