namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>The first few decisions of each change and rule; bounded in all.</summary>
internal sealed class ExampleShelf
{
    private const int PerChange = 2;
    private const int Most = 60;

    private readonly Dictionary<(ActionKind, ActionKind, string, string), int> _counts = [];
    private readonly List<BacktestExample> _examples = [];

    public IReadOnlyList<BacktestExample> All => _examples;

    public bool Wants(ActionKind old, ActionKind now, string policy, string rule) =>
        _examples.Count < Most && _counts.GetValueOrDefault((old, now, policy, rule)) < PerChange;

    public void Add(BacktestExample example)
    {
        if (Wants(example.Old, example.New, example.Policy, example.Rule))
        {
            var key = (example.Old, example.New, example.Policy, example.Rule);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            _examples.Add(example);
        }
    }

    public void Clear()
    {
        _counts.Clear();
        _examples.Clear();
    }
}
