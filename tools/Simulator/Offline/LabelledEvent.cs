namespace SecurityDecisioning.Simulator.Offline;

/// <summary>An event with the truth about it.</summary>
/// <param name="Event">As the gateway would have published it, with nothing enforced.</param>
/// <param name="Truth">The threat its actor is; <see cref="Threat.None"/> for the benign.</param>
/// <param name="Actor">The actor's id, for splits that keep one actor's events together.</param>
public readonly record struct LabelledEvent(SecurityEvent Event, Threat Truth, int Actor);
