using System.IO.Enumeration;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>
/// Modes that the configuration sets over the documents', by policy name or pattern (<c>login-*</c>). The most specific pattern
/// wins: an exact name, then the longest pattern.
/// </summary>
internal sealed class ModeOverrides
{
    private readonly List<(string Pattern, PolicyMode Mode)> _modes = [];

    public ModeOverrides(IReadOnlyDictionary<string, string>? modes, ProblemList problems)
    {
        foreach (var (pattern, text) in (modes ?? new Dictionary<string, string>()).OrderByDescending(m => m.Key.Contains('*') ? 0 : 1)
            .ThenByDescending(m => m.Key.Length).ThenBy(m => m.Key, StringComparer.Ordinal))
        {
            if (PolicyModes.TryParse(text, out var mode))
            {
                _modes.Add((pattern, mode));
            }
            else
            {
                problems.Add(new PolicyProblem("configuration", 0, 0, "unknown-mode",
                    $"`modes` sets `{pattern}` to `{text}`", "write off, shadow or enforce"));
            }
        }
    }

    public PolicyMode? For(string policy)
    {
        foreach (var (pattern, mode) in _modes)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, policy, ignoreCase: false))
            {
                return mode;
            }
        }

        return null;
    }

    /// <summary>What of it goes into the set's hash.</summary>
    public string Fingerprint => string.Join('\n', _modes.Select(m => $"{m.Pattern}={PolicyModes.NameOf(m.Mode)}"));
}
