namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>What a look for a field in a body came to.</summary>
/// <param name="Value">The field, or null where the body has none of that name.</param>
/// <param name="Unreadable">
/// The body could not be read as what it says it is, is too large, or names the field twice with different values: an
/// upstream might read another one than we would.
/// </param>
internal readonly record struct BodyField(string? Value, bool Unreadable)
{
    public static BodyField Missing => default;

    public static BodyField Broken => new(null, Unreadable: true);
}
