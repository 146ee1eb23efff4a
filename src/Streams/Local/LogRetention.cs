namespace SecurityDecisioning.Streams.Local;

/// <summary>How much of a topic is kept. Whole segments go, oldest first; the newest always stays.</summary>
/// <param name="Age">Segments last written longer ago than this go. Range: 1 minute to 100 years.</param>
/// <param name="Bytes">While the topic is larger than this, its oldest segment goes. Range: 1 MiB and up.</param>
public sealed record LogRetention(TimeSpan Age, long Bytes);
