namespace SecurityDecisioning.Console.Policies;

/// <summary>What became of a step.</summary>
/// <param name="Done">Whether it is durable and counts.</param>
/// <param name="Version">The version it was about.</param>
/// <param name="Refusal">Why not, as a sentence.</param>
/// <param name="Problems">What is wrong with the documents.</param>
public sealed record PolicyAnswerDocument(bool Done, string? Version, string? Refusal, IReadOnlyList<string> Problems);
