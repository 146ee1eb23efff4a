namespace SecurityDecisioning.Policies;

/// <summary>How much a problem matters.</summary>
public enum ProblemSeverity : byte
{
    /// <summary>The documents are not taken.</summary>
    Error = 0,

    /// <summary>They are taken, but probably do not do what was meant.</summary>
    Warning = 1,

    /// <summary>For the record: what could not be looked into.</summary>
    Note = 2,
}
