namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Tells each line's format from its first character, so that mixed files are read too.</summary>
internal static class LogFormat
{
    /// <returns>What is wrong with the line, or null where it was read.</returns>
    public static string? Read(ReadOnlySpan<byte> text, ref LogLine line)
    {
        line = default;
        var trimmed = text.TrimStart((byte)' ');
        return trimmed.Length == 0 ? "it is empty"
            : trimmed[0] == '{' ? JsonFormat.Read(trimmed, ref line)
            : CombinedFormat.Read(trimmed, ref line);
    }
}
