namespace SecurityDecisioning.Streams.Codecs;

/// <summary>
/// Longest texts in a record, in UTF-16 characters. Longer ones are cut when written and refused when read.
/// </summary>
internal static class TextLimits
{
    public const int Country = 8;
    public const int Name = 256;
    public const int Reason = 1024;
    public const int Hash = 64;
    public const int Arm = Decision.MaxArm;

    /// <summary>UTF-8 needs at most this many bytes for one UTF-16 character.</summary>
    public const int BytesPerCharacter = 3;
}
