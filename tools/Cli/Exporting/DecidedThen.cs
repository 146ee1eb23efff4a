namespace SecurityDecisioning.Cli.Exporting;

/// <summary>What a decision record says beside its inputs.</summary>
/// <param name="Action">What was enforced.</param>
/// <param name="Risk">Largest probability among the candidates, 0–1.</param>
/// <param name="Threat">The candidate that had it.</param>
/// <param name="Served">The feature vector that was served; null where none was, because a stage had failed.</param>
internal sealed record DecidedThen(ActionKind Action, float Risk, Threat Threat, float[]? Served);
