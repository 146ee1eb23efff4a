namespace SecurityDecisioning.Contracts.Policies;

/// <summary>One audited step in the life of the policies: who, when, what, why, from which version to which.</summary>
public sealed record PolicyEvent
{
    /// <summary>Characters of <see cref="By"/>.</summary>
    public const int NameLength = 128;

    /// <summary>Characters of <see cref="Why"/>.</summary>
    public const int WhyLength = 500;

    /// <summary>Unique; its time is when it happened, and never before that of an event its writer knew.</summary>
    public required EventId Id { get; init; }

    public long TimeMs => Id.UnixMilliseconds;

    public required PolicyEventKind Kind { get; init; }

    public PolicyVia Via { get; init; }

    /// <summary>Who: a console user, a mapped author, or the part of the product that did it. 1–128 characters.</summary>
    public required string By { get; init; }

    /// <summary>Why, in plain words; at most 500 characters.</summary>
    public string Why { get; init; } = "";

    /// <summary>The version that was live before, 64 hexadecimal digits; empty where none was.</summary>
    public string From { get; init; } = "";

    /// <summary>The version it is about, 64 hexadecimal digits; empty where it is about none.</summary>
    public string To { get; init; } = "";

    /// <summary>Of <see cref="PolicyEventKind.Staged"/>: in hundredths of a percent, 0–10,000; 0 is shadow.</summary>
    public int Share { get; init; }

    /// <summary>Of <see cref="PolicyEventKind.ModeSet"/>: the policy's name.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Of <see cref="PolicyEventKind.ModeSet"/>: the mode over the document's; null for the document's own.</summary>
    public PolicyMode? Mode { get; init; }

    /// <summary>Of <see cref="PolicyEventKind.Configured"/>.</summary>
    public PolicyRegime Regime { get; init; }

    /// <summary>Of <see cref="PolicyEventKind.Proposed"/> and <see cref="PolicyEventKind.Adopted"/>.</summary>
    public PolicyChecks Checks { get; init; }

    /// <summary>Of <see cref="PolicyEventKind.Proposed"/>: what its backtest expects, if one was handed in.</summary>
    public PolicyExpectation? Expectation { get; init; }

    /// <summary>Commit that a version was read from, 40 or 64 hexadecimal digits; empty where it was not read from one.</summary>
    public string Commit { get; init; } = "";
}
