namespace SecurityDecisioning.Policies.Explaining;

/// <summary>How a part of a condition follows from the parts below it.</summary>
public enum PartKind
{
    /// <summary>It has no parts: it follows from what it reads.</summary>
    Test,

    /// <summary>All of its parts must hold.</summary>
    All,

    /// <summary>One of its parts must hold.</summary>
    Any,

    /// <summary>Its one part must not hold.</summary>
    Not,

    /// <summary>The first part says which of the other two counts; only that one is explained.</summary>
    Choice,
}
