namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>A policy that was made weaker than its document says.</summary>
/// <param name="Mode">What it is in now.</param>
/// <param name="By">Who did it.</param>
/// <param name="Why">What for.</param>
/// <param name="TimeMs">When.</param>
public sealed record ModeOverride(PolicyMode Mode, string By, string Why, long TimeMs);
