namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>What came of one case.</summary>
/// <param name="Section">The section of the file that it stands in.</param>
/// <param name="Name">Its name, unique within the section.</param>
/// <param name="Expression">What was evaluated.</param>
/// <param name="Status">How it went.</param>
/// <param name="Reason">Why it did not pass; empty where it did.</param>
public sealed record ConformanceOutcome(string Section, string Name, string Expression, ConformanceStatus Status, string Reason);
