namespace SecurityDecisioning.Contracts.Events;

/// <summary>Longest texts that an event carries, in characters; the extractor cuts what is longer.</summary>
public static class EventLimits
{
    public const int Path = 256;
    public const int UserAgent = 256;
    public const int Host = 128;
    public const int Route = 64;

    public static string Cut(string? text, int limit) =>
        text is null ? "" : text.Length <= limit ? text : text[..limit];
}
