namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>What was counted over some decisions; tallies of batches add up to that of the whole, in the order of the log.</summary>
internal sealed class BatchTally
{
    /// <summary>More set hashes than that are counted together.</summary>
    private const int MaxSets = 256;

    /// <summary>Records that were read.</summary>
    public long Decisions { get; set; }

    /// <summary>Records of another release, or that do not read.</summary>
    public long Unreadable { get; set; }

    /// <summary>Decided with both sets.</summary>
    public long Decided { get; set; }

    /// <summary>A throttle or a revocation stood: no rule was asked, and nothing was ranked.</summary>
    public long CutShort { get; set; }

    /// <summary>Held by a restriction, the old set's own or a person's, where restrictions are simulated.</summary>
    public long HeldByOld { get; set; }

    /// <summary>Likewise by the new set's own or a person's.</summary>
    public long HeldByNew { get; set; }

    /// <summary>Cut short then and asked about now, without threats, because nothing was ranked.</summary>
    public long Freed { get; set; }

    /// <summary>A stage had failed: there are no features to decide from.</summary>
    public long Failed { get; set; }

    /// <summary>Answers to challenges, about which rules are never asked.</summary>
    public long Answers { get; set; }

    /// <summary>Of those decided, how often the old set does what was done then.</summary>
    public long OldAsRecorded { get; set; }

    public long FirstMs { get; set; } = long.MaxValue;

    public long LastMs { get; set; } = long.MinValue;

    public ActionTable Actions { get; } = new();

    /// <summary>The same were every shadow policy live.</summary>
    public ActionTable ShadowActions { get; } = new();

    public RuleTable Rules { get; } = new();

    public TruthTally Truth { get; } = new();

    public ExampleShelf Examples { get; } = new();

    /// <summary>Of one batch only: the whole goes into a <see cref="BlastRadius"/>.</summary>
    public List<AccountTouch> Touches { get; } = [];

    /// <summary>Of one batch only, as the touches: the whole goes into <see cref="RestrictedEntities"/>.</summary>
    public List<LeftRestriction> Left { get; } = [];

    /// <summary>With which sets the decisions were made then.</summary>
    public Dictionary<string, long> RecordedSets { get; } = new(StringComparer.Ordinal);

    public void CountSet(string hash, long times = 1)
    {
        var key = RecordedSets.Count < MaxSets || RecordedSets.ContainsKey(hash) ? hash : "others";
        RecordedSets[key] = RecordedSets.GetValueOrDefault(key) + times;
    }

    /// <summary>Adds a batch that comes after everything counted so far; its touches and restrictions are the caller's.</summary>
    public void Add(BatchTally batch)
    {
        Decisions += batch.Decisions;
        Unreadable += batch.Unreadable;
        Decided += batch.Decided;
        CutShort += batch.CutShort;
        HeldByOld += batch.HeldByOld;
        HeldByNew += batch.HeldByNew;
        Freed += batch.Freed;
        Failed += batch.Failed;
        Answers += batch.Answers;
        OldAsRecorded += batch.OldAsRecorded;
        FirstMs = Math.Min(FirstMs, batch.FirstMs);
        LastMs = Math.Max(LastMs, batch.LastMs);
        Actions.Add(batch.Actions);
        ShadowActions.Add(batch.ShadowActions);
        Rules.Add(batch.Rules);
        Truth.Add(batch.Truth);
        foreach (var example in batch.Examples.All)
        {
            Examples.Add(example);
        }

        foreach (var (hash, times) in batch.RecordedSets)
        {
            CountSet(hash, times);
        }
    }

    public void Clear()
    {
        Decisions = Unreadable = Decided = CutShort = Failed = Answers = OldAsRecorded = 0;
        HeldByOld = HeldByNew = Freed = 0;
        (FirstMs, LastMs) = (long.MaxValue, long.MinValue);
        Actions.Clear();
        ShadowActions.Clear();
        Rules.Clear();
        Truth.Clear();
        Examples.Clear();
        Touches.Clear();
        Left.Clear();
        RecordedSets.Clear();
    }
}
