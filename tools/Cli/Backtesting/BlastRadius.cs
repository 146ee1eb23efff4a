namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>How many accounts would feel the new set, and how many of them have done nothing.</summary>
internal sealed class BlastRadius
{
    /// <summary>Accounts in the decisions.</summary>
    public DistinctAccounts Seen { get; } = new();

    /// <summary>Of those, with clean history at one decision at least.</summary>
    public DistinctAccounts Clean { get; } = new();

    /// <summary>Accounts with clean history that the old set does not let through once or more.</summary>
    public DistinctAccounts CleanByOld { get; } = new();

    /// <summary>The same for the new set.</summary>
    public DistinctAccounts CleanByNew { get; } = new();

    /// <summary>Accounts with clean history for which the new set is stronger than the old, once or more.</summary>
    public DistinctAccounts CleanNewly { get; } = new();

    /// <summary>Of those, accounts whose owner likely made such a request.</summary>
    public DistinctAccounts CleanNewlyByOwner { get; } = new();

    public TouchedAccounts Most { get; } = new();

    public bool IsExact => Seen.IsExact && Most.MissedAtMost == 0;

    public void Add(IEnumerable<AccountTouch> touches)
    {
        foreach (var touch in touches)
        {
            Add(touch);
        }
    }

    private void Add(in AccountTouch touch)
    {
        Seen.Add(touch.Account);
        if (!touch.IsClean)
        {
            return;
        }

        Clean.Add(touch.Account);
        if (touch.Old != ActionKind.Allow)
        {
            CleanByOld.Add(touch.Account);
        }

        if (touch.New == ActionKind.Allow)
        {
            return;
        }

        CleanByNew.Add(touch.Account);
        Most.Add(touch);
        if (touch.New > touch.Old)
        {
            CleanNewly.Add(touch.Account);
            if (touch.IsOwner)
            {
                CleanNewlyByOwner.Add(touch.Account);
            }
        }
    }
}
