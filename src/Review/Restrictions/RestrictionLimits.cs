namespace SecurityDecisioning.Review.Restrictions;

/// <summary>What a person may write and how long a restriction of theirs may last.</summary>
public static class RestrictionLimits
{
    /// <summary>Characters of a reason, after trimming; at least one.</summary>
    public const int Reason = 500;

    /// <summary>Characters of a name, after trimming; at least one.</summary>
    public const int Name = 128;

    public const long ShortestMs = 1000;

    /// <summary>366 days.</summary>
    public const long LongestMs = 366L * 24 * 3600 * 1000;

    /// <summary>Reason code of restrictions that a person set.</summary>
    public const string ManualReasonCode = "SET_BY_PERSON";
}
