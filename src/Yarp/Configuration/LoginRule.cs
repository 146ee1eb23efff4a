using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>
/// Conditions on an answer that hold together: <c>status=200-299,302</c>, <c>location=/account*</c>,
/// <c>header=X-Login-Result:ok</c>, separated by spaces. A star at the end stands for anything.
/// </summary>
internal sealed record LoginRule
{
    public IReadOnlyList<(int From, int To)> Statuses { get; init; } = [];

    public string Location { get; init; } = "";

    public string HeaderName { get; init; } = "";

    public string HeaderValue { get; init; } = "";

    public bool Matches(HttpResponse response) =>
        MatchesStatus(response.StatusCode)
        && (Location.Length == 0 || Glob(Location, PathOf(response.Headers.Location.ToString())))
        && (HeaderName.Length == 0 || MatchesHeader(response));

    private bool MatchesStatus(int status)
    {
        if (Statuses.Count == 0)
        {
            return true;
        }

        foreach (var (from, to) in Statuses)
        {
            if (status >= from && status <= to)
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesHeader(HttpResponse response) =>
        response.Headers.TryGetValue(HeaderName, out var values)
        && (HeaderValue.Length == 0 || Glob(HeaderValue, values.ToString()));

    private static bool Glob(string pattern, ReadOnlySpan<char> text) => pattern.EndsWith('*')
        ? text.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
        : text.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    /// <summary>An upstream may write its redirect as a whole address; the pattern is about the path.</summary>
    private static ReadOnlySpan<char> PathOf(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return location;
        }

        var slash = location.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : location.AsSpan(slash);
    }
}
