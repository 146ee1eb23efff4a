namespace SecurityDecisioning.Review.Restrictions;

/// <summary>Which restrictions to list, newest first. What is left out does not filter.</summary>
public sealed record LedgerQuery
{
    public const int MaxLimit = 200;

    /// <summary>True: those that stand now. False: those lifted or run out. Null: both.</summary>
    public bool? Standing { get; init; }

    public EntityKey? Entity { get; init; }

    public EntityKind? Kind { get; init; }

    public ActionKind? Action { get; init; }

    /// <summary>The policy, analyst or operator who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>Only restrictions with a smaller id: the last one of the page before.</summary>
    public EventId? Before { get; init; }

    /// <summary>Rows at most, 1 to <see cref="MaxLimit"/>; values outside are brought inside.</summary>
    public int Limit { get; init; } = 50;
}
