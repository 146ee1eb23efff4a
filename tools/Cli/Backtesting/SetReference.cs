using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Finds the set that a person names: a folder of policies.</summary>
internal static class SetReference
{
    /// <summary>What the old side is called where it is what was decided then.</summary>
    public const string Recorded = "recorded";

    /// <exception cref="FormatException">There is no such set, or it does not load; the message says why.</exception>
    public static PolicySet Find(string name, IReadOnlyDictionary<string, string>? modes)
    {
        if (!Directory.Exists(name))
        {
            throw new FormatException($"there is no folder of policies called {name}");
        }

        var result = PolicyLoader.Load(name, modes);
        var more = result.Problems.Count > 1 ? $" (and {result.Problems.Count - 1} more)" : "";
        return result.Set ?? throw new FormatException($"the policies in {name} do not load: {result.Problems[0]}{more}");
    }

    public static string Describe(string name, PolicySet? set) => set is null
        ? "what was decided then"
        : $"{name} (set {set.Hash}, {set.Policies.Count} policies, {set.Policies.Sum(p => p.Rules.Count)} rules)";

    /// <summary>Reads <c>name=mode</c>, as the configuration sets modes.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static IReadOnlyDictionary<string, string> Modes(IEnumerable<string> given)
    {
        var modes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new FormatException($"--mode {text}: write a policy, = and a mode, such as login-*=enforce");
            }

            modes[text[..at]] = text[(at + 1)..];
        }

        return modes;
    }
}
