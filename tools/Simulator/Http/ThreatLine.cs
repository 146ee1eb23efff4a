namespace SecurityDecisioning.Simulator.Http;

/// <summary>One threat in the report.</summary>
/// <param name="Threat">Which.</param>
/// <param name="Campaigns">How many were played.</param>
/// <param name="Attempts">Requests they sent.</param>
/// <param name="Succeeded">Campaigns that reached their goal (<see cref="AttackGoal"/>).</param>
/// <param name="CaughtBeforeSuccess">Campaigns that met an action before that, whether or not they ever got there.</param>
/// <param name="Caught">Campaigns that met an action at all.</param>
/// <param name="Stopped">Requests that met one.</param>
/// <param name="MedianBeforeCaught">Median of requests let through before the first action; null where none was caught.</param>
public sealed record ThreatLine(
    Threat Threat, int Campaigns, long Attempts, int Succeeded, int CaughtBeforeSuccess, int Caught, long Stopped,
    double? MedianBeforeCaught);
