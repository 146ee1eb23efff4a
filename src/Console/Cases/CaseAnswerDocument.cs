namespace SecurityDecisioning.Console.Cases;

/// <summary>What became of it.</summary>
/// <param name="Done">Whether it is durable.</param>
/// <param name="Id">The case, or the snooze that was set or undone.</param>
/// <param name="Refusal">Why not, as a sentence.</param>
public sealed record CaseAnswerDocument(bool Done, string Id, string? Refusal);
