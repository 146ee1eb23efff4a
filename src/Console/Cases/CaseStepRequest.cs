namespace SecurityDecisioning.Console.Cases;

/// <summary>What is asked of a case or a snooze.</summary>
public sealed record CaseStepRequest
{
    /// <summary>Why, in plain words.</summary>
    public string Why { get; init; } = "";

    /// <summary>Of a verdict: compromised, safe or dismissed.</summary>
    public string? Verdict { get; init; }

    /// <summary>Of a new case: whom it is about, as people write it; null where it is about a policy only.</summary>
    public string? Entity { get; init; }

    /// <summary>Of a new case: the policy that is looked at. Of a snooze: the policy; null for the case's own.</summary>
    public string? Policy { get; init; }

    /// <summary>Of a new case: the decision that is looked at; null for none.</summary>
    public string? Decision { get; init; }

    /// <summary>Of a snooze: for how long, 1 to 180.</summary>
    public int Days { get; init; }
}
