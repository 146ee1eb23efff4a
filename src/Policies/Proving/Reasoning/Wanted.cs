namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>
/// What a part of a condition is assumed to come to. A part can fail besides being true or false (a division by zero), so
/// "not true" and "false" are two things.
/// </summary>
internal enum Wanted : byte
{
    True,
    False,

    /// <summary>False, or it fails.</summary>
    NotTrue,

    /// <summary>True, or it fails.</summary>
    NotFalse,
}
