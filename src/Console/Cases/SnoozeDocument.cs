namespace SecurityDecisioning.Console.Cases;

/// <summary>Who is left alone by which policy, and until when.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Entity">Who, as <c>kind:id</c>.</param>
/// <param name="Policy">The policy that leaves it alone.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when, if nobody undoes it before.</param>
/// <param name="Case">The case that it came of.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="Why">Why, in plain words.</param>
/// <param name="Ended">When it was undone; null where it was not.</param>
public sealed record SnoozeDocument(
    string Id, string Entity, string Policy, DateTimeOffset From, DateTimeOffset Until, string Case, string By, string Why,
    DateTimeOffset? Ended);
