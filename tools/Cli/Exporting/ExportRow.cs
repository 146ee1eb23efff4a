namespace SecurityDecisioning.Cli.Exporting;

/// <summary>One decision with what was known when it was made, and nothing of later.</summary>
/// <param name="Request">The request event.</param>
/// <param name="Decided">What was decided, where the log has it.</param>
/// <param name="Features">As of the decision; worked out from the log. Valid until the next row.</param>
internal readonly record struct ExportRow(SecurityEvent Request, DecidedThen? Decided, ReadOnlyMemory<float> Features);
