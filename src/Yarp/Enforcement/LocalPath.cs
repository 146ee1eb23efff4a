using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Where a person may be sent back to: paths of this site, and nothing a browser could read as another.</summary>
internal static class LocalPath
{
    public const string Home = "/";
    private const int Longest = 2_048;

    /// <summary>
    /// One slash, then visible ASCII without backslashes: browsers read <c>//x</c>, <c>/\x</c> and <c>/&lt;tab&gt;/x</c> as
    /// another site.
    /// </summary>
    public static bool IsSafe(ReadOnlySpan<char> path) =>
        path.Length is > 0 and <= Longest
        && path[0] == '/'
        && (path.Length == 1 || path[1] != '/')
        && !path.ContainsAnyExceptInRange('\u0021', '\u007E')
        && !path.Contains('\\');

    /// <summary><paramref name="path"/> where a person may be sent there, else <see cref="Home"/>; never one of our own pages.</summary>
    public static string OrHome(string? path) =>
        path is not null && IsSafe(path) && !path.StartsWith(OwnPaths.Prefix, StringComparison.OrdinalIgnoreCase) ? path : Home;

    /// <summary>The page to go on with after the challenge of <paramref name="request"/>.</summary>
    public static string AfterChallenge(HttpRequest request, string configured)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return OrHome(request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        }

        if (configured.Length > 0)
        {
            return configured;
        }

        // The form's own page, where it is ours: what was sent is not kept, so the person fills it in again.
        return Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var referer)
            && string.Equals(referer.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                ? OrHome(referer.PathAndQuery)
                : Home;
    }
}
