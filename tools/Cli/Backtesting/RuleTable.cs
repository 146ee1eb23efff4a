namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Tallies by policy and rule; bounded, because recorded decisions may name rules of any number of sets.</summary>
internal sealed class RuleTable
{
    /// <summary>More names than that share one tally.</summary>
    public const int MaxRules = 10_000;

    private static readonly (string, string) Others = ("(others)", "(others)");

    private readonly Dictionary<(string Policy, string Rule), RuleTally> _tallies = [];

    public IEnumerable<KeyValuePair<(string Policy, string Rule), RuleTally>> All => _tallies
        .OrderBy(t => t.Key.Policy, StringComparer.Ordinal).ThenBy(t => t.Key.Rule, StringComparer.Ordinal);

    public RuleTally this[string policy, string rule]
    {
        get
        {
            if (_tallies.TryGetValue((policy, rule), out var tally))
            {
                return tally;
            }

            var key = _tallies.Count < MaxRules ? (policy, rule) : Others;
            if (!_tallies.TryGetValue(key, out tally))
            {
                _tallies.Add(key, tally = new RuleTally());
            }

            return tally;
        }
    }

    public void Add(RuleTable other)
    {
        foreach (var ((policy, rule), tally) in other._tallies)
        {
            this[policy, rule].Add(tally);
        }
    }

    public void Clear() => _tallies.Clear();
}
