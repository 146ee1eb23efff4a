namespace SecurityDecisioning.Policies.Compilation;

/// <summary>
/// Paths as a policy's match writes them: exact, or everything at and below <c>prefix/*</c>. Case and a slash at the end do not
/// matter, because to many servers they do not either, and nobody shall slip past a policy by writing a path in capitals.
/// </summary>
internal sealed class PathPatterns
{
    private readonly string[] _exact;
    private readonly string[] _prefixes;

    private PathPatterns(string[] exact, string[] prefixes)
    {
        _exact = exact;
        _prefixes = prefixes;
    }

    /// <summary>Null where there are none.</summary>
    public static PathPatterns? Of(IReadOnlyList<string> patterns) => patterns.Count == 0 ? null : new PathPatterns(
        [.. patterns.Where(p => !IsPrefix(p)).Select(p => p.TrimEnd('/'))],
        [.. patterns.Where(IsPrefix).Select(p => p[..^2])]);

    public bool Match(string path)
    {
        var trimmed = path.AsSpan().TrimEnd('/');
        foreach (var exact in _exact)
        {
            if (trimmed.Equals(exact, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var prefix in _prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && (path.Length == prefix.Length || path[prefix.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPrefix(string pattern) => pattern.EndsWith("/*", StringComparison.Ordinal);
}
