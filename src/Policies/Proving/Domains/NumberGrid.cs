namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>Which numbers a thing can have at all.</summary>
internal enum NumberGrid : byte
{
    /// <summary>Any double.</summary>
    Double,

    /// <summary>What a 32-bit float holds: features and probabilities are stored so, and 0.1 is none of them.</summary>
    Single,

    /// <summary>Whole numbers.</summary>
    Whole,
}
