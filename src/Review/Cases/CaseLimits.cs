namespace SecurityDecisioning.Review.Cases;

/// <summary>How many cases there may be open, and what a person may write.</summary>
public static class CaseLimits
{
    /// <summary>Characters of a reason, after trimming; at least one.</summary>
    public const int Reason = 500;

    /// <summary>Characters of a person's or a policy's name, after trimming.</summary>
    public const int Name = 128;

    /// <summary>Open cases of all origins together; past it people open no more until some are closed.</summary>
    public const int Open = 10_000;

    /// <summary>
    /// Open cases that rules asked for. Whoever makes a rule fire at will must not bury what people opened; past it such a case is
    /// counted as not opened, and the decision's record still says that it asked for one.
    /// </summary>
    public const int OpenByRules = 2_000;
}
