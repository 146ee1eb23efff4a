namespace SecurityDecisioning.Review.Cases;

/// <summary>Which cases to list, newest first. What is left out does not filter.</summary>
public sealed record CaseQuery
{
    public const int MaxLimit = 200;

    /// <summary>True: open ones. False: closed ones. Null: both.</summary>
    public bool? Open { get; init; }

    public EntityKey? Entity { get; init; }

    /// <summary>The policy's name.</summary>
    public string? Policy { get; init; }

    public CaseOrigin? Origin { get; init; }

    public EventId? Decision { get; init; }

    /// <summary>Only cases with a smaller id: the last one of the page before.</summary>
    public EventId? Before { get; init; }

    /// <summary>Rows at most, 1 to <see cref="MaxLimit"/>; values outside are brought inside.</summary>
    public int Limit { get; init; } = 50;
}
