using SecurityDecisioning.Learning.Datasets;

namespace SecurityDecisioning.Cli.Training;

/// <summary>The rows of one training run and what the card says of them.</summary>
internal sealed record TrainingRows
{
    public required TrainingSet Train { get; init; }

    /// <summary>Says when to stop and how to calibrate.</summary>
    public required TrainingSet Validation { get; init; }

    /// <summary>Says how good the result is; nothing is chosen by it.</summary>
    public required TrainingSet Test { get; init; }

    public required CandidateCounts Candidates { get; init; }

    public required string Description { get; init; }

    public required bool Simulated { get; init; }

    /// <summary>The command so far; seed and output follow.</summary>
    public required string Command { get; init; }

    public required IReadOnlyList<string> Limits { get; init; }
}
