using SecurityDecisioning.Contracts.Cases;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>One record of <see cref="Topic.Verdicts"/>: exactly one of the two is there, and whole.</summary>
/// <param name="Case">A case that was opened or closed.</param>
/// <param name="Snooze">A snooze that was set or undone.</param>
public readonly record struct ReviewRecord(Case? Case, Snooze? Snooze);
