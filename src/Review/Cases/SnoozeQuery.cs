namespace SecurityDecisioning.Review.Cases;

/// <summary>Which snoozes to list, newest first. What is left out does not filter.</summary>
public sealed record SnoozeQuery
{
    public const int MaxLimit = 200;

    /// <summary>True: those that hold now. False: those undone or run out. Null: both.</summary>
    public bool? Holding { get; init; }

    public EntityKey? Entity { get; init; }

    /// <summary>The policy's name.</summary>
    public string? Policy { get; init; }

    /// <summary>The case that it comes from.</summary>
    public EventId? Case { get; init; }

    /// <summary>Only snoozes with a smaller id: the last one of the page before.</summary>
    public EventId? Before { get; init; }

    /// <summary>Rows at most, 1 to <see cref="MaxLimit"/>; values outside are brought inside.</summary>
    public int Limit { get; init; } = 50;
}
