namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Apache's and nginx's common and combined log formats.</summary>
internal static class CombinedFormat
{
    /// <returns>What is wrong with the line, or null where it was read.</returns>
    public static string? Read(ReadOnlySpan<byte> rest, ref LogLine line)
    {
        if (!TryField(ref rest, out var ip) || !LogText.TryAddress(ip, out line.Ip))
        {
            return "it does not begin with an address";
        }

        if (!TryField(ref rest, out _) || !TryUser(ref rest, out line.User))
        {
            return "user and time are missing";
        }

        if (!TryBetween(ref rest, (byte)'[', (byte)']', out var time) || !LogTime.TryCommon(time, out line.TimeMs))
        {
            return "the time is not as [10/Oct/2000:13:55:36 -0700]";
        }

        if (!TryQuoted(ref rest, out var request))
        {
            return "the request is not in quotes";
        }

        ReadRequest(request, ref line);
        if (!TryField(ref rest, out var status) || !LogText.TryNumber(status, out var code) || code is < 100 or > 999)
        {
            return "the status is no number of three digits";
        }

        line.Status = (int)code;
        if (!TryField(ref rest, out var bytes) || (bytes is not [(byte)'-'] && !LogText.TryNumber(bytes, out line.Bytes)))
        {
            return "the size is neither a number nor `-`";
        }

        // Common ends here; combined adds referer and user agent.
        if (TryQuoted(ref rest, out var referer))
        {
            line.HasReferer = referer.Length > 0 && referer is not [(byte)'-'];
            line.UserAgent = TryQuoted(ref rest, out var agent) && agent is not [(byte)'-'] ? agent : default;
        }

        return null;
    }

    /// <summary>A request line that is none (a port scan, TLS on a plain port) is still a request.</summary>
    private static void ReadRequest(ReadOnlySpan<byte> request, ref LogLine line)
    {
        var space = request.IndexOf((byte)' ');
        if (space <= 0)
        {
            line.Path = request is [(byte)'-'] ? default : request;
            return;
        }

        line.Method = request[..space];
        var target = request[(space + 1)..];
        var last = target.LastIndexOf((byte)' ');
        line.Path = LogText.PathOf(last < 0 ? target : target[..last]);
    }

    private static bool TryField(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        rest = rest.TrimStart((byte)' ');
        var space = rest.IndexOf((byte)' ');
        field = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return field.Length > 0;
    }

    /// <summary>The user name may hold spaces; it ends where the time begins.</summary>
    private static bool TryUser(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> user)
    {
        var end = rest.IndexOf(" ["u8);
        user = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[(end + 1)..];
        user = user is [(byte)'-'] ? default : user;
        return end >= 0;
    }

    private static bool TryBetween(scoped ref ReadOnlySpan<byte> rest, byte open, byte close, out ReadOnlySpan<byte> inside)
    {
        inside = default;
        var end = rest.IndexOf(close);
        if (rest.Length == 0 || rest[0] != open || end < 0)
        {
            return false;
        }

        inside = rest[1..end];
        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>Up to the next quote that no backslash stands before, as both servers write them.</summary>
    private static bool TryQuoted(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> inside)
    {
        inside = default;
        rest = rest.TrimStart((byte)' ');
        if (rest.Length == 0 || rest[0] != '"')
        {
            return false;
        }

        for (var at = 1; at < rest.Length; at++)
        {
            var next = rest[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return false;
            }

            at += next;
            if (rest[at] == '"')
            {
                inside = rest[1..at];
                rest = rest[(at + 1)..];
                return true;
            }

            at++;
        }

        return false;
    }
}
