namespace SecurityDecisioning.Console.Policies;

/// <summary>One step of the history: who, when, what, why, from which version to which.</summary>
public sealed record PolicyStepDocument(
    string Id, DateTimeOffset Time, string What, string By, string Via, string Why, string From, string To, bool Counts);
