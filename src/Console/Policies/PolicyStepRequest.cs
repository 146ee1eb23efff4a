namespace SecurityDecisioning.Console.Policies;

/// <summary>A step that the command line asks for.</summary>
public sealed record PolicyStepRequest
{
    /// <summary>approve, reject, stage, promote, withdraw, rollback, release or mode.</summary>
    public string Step { get; init; } = "";

    /// <summary>The version, or the first six digits of it or more.</summary>
    public string? Version { get; init; }

    /// <summary>Of stage: 0 for shadow, 1 or 10.</summary>
    public double SharePercent { get; init; }

    public string? Policy { get; init; }

    /// <summary>Of mode: off, shadow or document.</summary>
    public string? Mode { get; init; }

    public string Why { get; init; } = "";
}
