namespace SecurityDecisioning.Cli.Replaying;

/// <summary>A line that was left out.</summary>
internal readonly record struct LineProblem(long Line, string Reason);
