using Microsoft.Extensions.Primitives;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Reads single cookies from the header without building a collection of all of them.</summary>
internal static class CookieHeader
{
    /// <summary>
    /// The first cookie called <paramref name="name"/> that has a value, without quotes; empty where there is none. Names match
    /// whatever their case, because some upstreams take them so.
    /// </summary>
    public static ReadOnlySpan<char> Find(StringValues headers, string name) => Find(headers, name, last: false);

    /// <summary>The last one: upstreams differ in which of two they read.</summary>
    public static ReadOnlySpan<char> FindLast(StringValues headers, string name) => Find(headers, name, last: true);

    private static ReadOnlySpan<char> Find(StringValues headers, string name, bool last)
    {
        var found = ReadOnlySpan<char>.Empty;
        if (name.Length == 0)
        {
            return found;
        }

        for (var i = 0; i < headers.Count; i++)
        {
            var rest = headers[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = (end < 0 ? rest : rest[..end]).Trim();
                rest = end < 0 ? default : rest[(end + 1)..];
                if (pair.Length <= name.Length || pair[name.Length] != '='
                    || !pair.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                    || Unquote(pair[(name.Length + 1)..]) is not { IsEmpty: false } value)
                {
                    continue;
                }

                found = value;
                if (!last)
                {
                    return found;
                }
            }
        }

        return found;
    }

    /// <summary>The value that an answer gives the cookie; empty where it sets none or takes it away.</summary>
    public static ReadOnlySpan<char> FindSet(StringValues setCookies, string name)
    {
        for (var i = setCookies.Count - 1; i >= 0; i--)
        {
            var cookie = setCookies[i].AsSpan();
            if (name.Length == 0 || cookie.Length <= name.Length || cookie[name.Length] != '='
                || !cookie.StartsWith(name, StringComparison.Ordinal))
            {
                continue;
            }

            var end = cookie.IndexOf(';');
            var value = Unquote((end < 0 ? cookie : cookie[..end])[(name.Length + 1)..].Trim());
            return end >= 0 && TakesAway(cookie[end..]) ? default : value;
        }

        return default;
    }

    private static bool TakesAway(ReadOnlySpan<char> attributes) =>
        attributes.Contains("max-age=0", StringComparison.OrdinalIgnoreCase)
        || attributes.Contains("max-age=-", StringComparison.OrdinalIgnoreCase)
        || attributes.Contains("01 Jan 1970", StringComparison.OrdinalIgnoreCase)
        || attributes.Contains("01-Jan-1970", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
