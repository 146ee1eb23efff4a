using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// Patterns that are known only when an expression runs, compiled once while few. A full cache begins anew: patterns that change with
/// each evaluation cost time, never memory.
/// </summary>
internal static class RegexCache
{
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    /// <summary>How many patterns are kept now.</summary>
    public static int Count => Patterns.Count;

    /// <summary>The pattern compiled, or null where it cannot be used.</summary>
    public static Regex? Of(string pattern)
    {
        if (Patterns.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length > CelLimits.PatternLength)
        {
            return null;
        }

        RegexPattern.TryCompile(pattern, out var regex, out _);
        if (Patterns.Count >= CelLimits.CachedPatterns)
        {
            Patterns.Clear();
        }

        Patterns[pattern] = regex;
        return regex;
    }
}
