namespace SecurityDecisioning.Policies;

/// <summary>Something that a rule's condition reads.</summary>
/// <param name="Name">As the condition writes it.</param>
/// <param name="Feature">Index in the feature catalogue, or -1 where it is no feature.</param>
/// <param name="Sensitivity">What the feature tells about a person, or null where it is no feature.</param>
public sealed record RuleInput(string Name, int Feature, Sensitivity? Sensitivity);
