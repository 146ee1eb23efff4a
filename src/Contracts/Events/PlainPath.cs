using System.Text;

namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// The one form of a path that routes, policies and records go by. Servers read one place from many spellings: <c>//admin</c>,
/// <c>/%2561dmin</c>, <c>/admin;x=1</c>, <c>/\admin</c>. Whoever wants past a rule looks for the spelling that the upstream
/// reads and the rule does not, so the gateway reads the way the most lenient server would. The server has decoded the path once and
/// taken its dot segments away (RFC 3986, 5.2.4 and 6.2.2) before it comes here. Case stays: matching ignores it.
/// </summary>
public static class PlainPath
{
    /// <summary>A path that is still encoded after so many decodings more is nobody's honest one.</summary>
    private const int MostDecodings = 3;

    /// <summary>
    /// What is left of encoding decoded, backslashes as slashes, no parameters of segments (from <c>;</c> on), no empty segments; a slash
    /// at the end stays. The same string, and nothing allocated, where <paramref name="path"/> has this form.
    /// </summary>
    /// <param name="path">As the server decoded it, without the query.</param>
    /// <param name="plain">The form; <paramref name="path"/> where there is none.</param>
    /// <returns>
    /// False where the path can lead to two places: a segment reads <c>.</c> or <c>..</c> only after more than the server's own
    /// decoding (<c>/shop/..;/admin</c>, <c>/shop%2F..%2Fadmin</c>, <c>/shop/%252e%252e/admin</c>), or there is no end to its encoding.
    /// Some servers go up there and others do not, and no one form is right for both.
    /// </returns>
    public static bool TryRead(string path, out string plain)
    {
        plain = path;
        if (path.Length == 0 || path[0] != '/' || IsPlain(path))
        {
            return true;
        }

        var text = path;
        for (var i = 0; text.Contains('%'); i++)
        {
            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
            {
                break;
            }

            if (i == MostDecodings)
            {
                return false;
            }

            text = decoded;
        }

        return TryJoin(text, path, ref plain);
    }

    /// <summary>Nearly every path: a few searches over it, many characters at a time.</summary>
    private static bool IsPlain(ReadOnlySpan<char> path) =>
        path.IndexOfAny('%', ';', '\\') < 0
        && path.IndexOf("//", StringComparison.Ordinal) < 0
        && path.IndexOf("/.", StringComparison.Ordinal) < 0;

    private static bool TryJoin(ReadOnlySpan<char> text, string path, ref string plain)
    {
        var joined = new StringBuilder(text.Length);
        foreach (var range in text.SplitAny('/', '\\'))
        {
            var segment = text[range];
            var end = segment.IndexOf(';');
            segment = end < 0 ? segment : segment[..end];
            if (segment is "." or "..")
            {
                return false;
            }

            if (!segment.IsEmpty)
            {
                joined.Append('/').Append(segment);
            }
        }

        if (joined.Length == 0 || text[^1] is '/' or '\\')
        {
            joined.Append('/');
        }

        plain = joined.Equals(path) ? path : joined.ToString();
        return true;
    }
}
