namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>A decision that changes, and why.</summary>
/// <param name="Id">The decision, as <c>sd decision show</c> takes it.</param>
/// <param name="TimeMs">Milliseconds since the Unix epoch.</param>
/// <param name="Operation">What was attempted.</param>
/// <param name="Risk">0–1.</param>
/// <param name="Truth">What is known of it: attack, harmless, or empty.</param>
/// <param name="Old">What the old set does.</param>
/// <param name="New">What the new set does.</param>
/// <param name="Policy">The policy behind the change.</param>
/// <param name="Rule">The rule behind the change; empty where none is, as with a restriction.</param>
/// <param name="Why">A sentence for each set.</param>
internal sealed record ExplainedExample(
    string Id, long TimeMs, string Operation, float Risk, string Truth, string Old, string New, string Policy, string Rule,
    IReadOnlyList<string> Why);
