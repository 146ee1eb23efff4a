namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>How many decisions went from one action to another: four by four, from mildest to strongest.</summary>
internal sealed class ActionTable
{
    private static readonly int Size = ActionKinds.All.Count;
    private readonly long[] _counts = new long[Size * Size];

    public long this[ActionKind old, ActionKind now] => _counts[IndexOf(old, now)];

    public long Total => _counts.Sum();

    public long Changed => Total - ActionKinds.All.Sum(a => this[a, a]);

    /// <summary>Decisions that become stronger.</summary>
    public long Stronger => Where(static (old, now) => now > old);

    /// <summary>Decisions that become milder.</summary>
    public long Milder => Where(static (old, now) => now < old);

    public long Of(ActionKind old) => Where((was, _) => was == old);

    public long To(ActionKind now) => Where((_, becomes) => becomes == now);

    public void Count(ActionKind old, ActionKind now) => _counts[IndexOf(old, now)]++;

    public void Add(ActionTable other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    public void Clear() => Array.Clear(_counts);

    private static int IndexOf(ActionKind old, ActionKind now) => ((int)old * Size) + (int)now;

    private long Where(Func<ActionKind, ActionKind, bool> wanted) =>
        ActionKinds.All.Sum(old => ActionKinds.All.Where(now => wanted(old, now)).Sum(now => this[old, now]));
}
