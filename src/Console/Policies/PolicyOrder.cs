namespace SecurityDecisioning.Console.Policies;

/// <summary>A step that a person asks for.</summary>
/// <param name="Act">What.</param>
/// <param name="Version">With which version; null where it is about none, or about the one before.</param>
/// <param name="Share">Of <see cref="PolicyAct.Stage"/>: in hundredths of a percent.</param>
/// <param name="Policy">Of <see cref="PolicyAct.Mode"/>: which policy.</param>
/// <param name="Mode">Of <see cref="PolicyAct.Mode"/>: off or shadow; null for the document's own.</param>
/// <param name="Why">In plain words; at least one character.</param>
internal sealed record PolicyOrder(PolicyAct Act, string? Version, int Share, string? Policy, PolicyMode? Mode, string Why);
