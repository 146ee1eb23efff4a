namespace SecurityDecisioning.Cli.Replaying;

/// <summary>One request as an access log tells it; spans into the line. Empty where the log has nothing (<c>-</c>).</summary>
internal ref struct LogLine
{
    public ClientAddress Ip;
    public ReadOnlySpan<byte> User;
    public long TimeMs;
    public ReadOnlySpan<byte> Method;

    /// <summary>Path without query.</summary>
    public ReadOnlySpan<byte> Path;
    public int Status;
    public long Bytes;
    public bool HasReferer;
    public ReadOnlySpan<byte> UserAgent;
    public ReadOnlySpan<byte> Host;
}
