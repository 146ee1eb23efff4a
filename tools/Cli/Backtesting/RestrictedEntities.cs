namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// How many different addresses, networks, accounts and so on either set would leave a restriction on, by action: an address or a
/// network may stand for many people who are in no decision here.
/// </summary>
internal sealed class RestrictedEntities
{
    private readonly SortedDictionary<(ActionKind Action, EntityKind Kind), (DistinctAccounts Old, DistinctAccounts New)> _counts = [];

    public IEnumerable<(ActionKind Action, EntityKind Kind, DistinctAccounts Old, DistinctAccounts New)> All =>
        _counts.Select(c => (c.Key.Action, c.Key.Kind, c.Value.Old, c.Value.New));

    public void Add(IEnumerable<LeftRestriction> restrictions)
    {
        foreach (var restriction in restrictions)
        {
            var key = (restriction.Action, restriction.Entity.Kind);
            if (!_counts.TryGetValue(key, out var counts))
            {
                _counts.Add(key, counts = (new DistinctAccounts(), new DistinctAccounts()));
            }

            (restriction.IsNew ? counts.New : counts.Old).Add(new Pseudonym(restriction.Entity.High, restriction.Entity.Low));
        }
    }
}
