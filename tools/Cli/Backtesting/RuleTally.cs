namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>How often a rule of this name fired and won in either set.</summary>
internal sealed class RuleTally
{
    public ActionKind Proposed { get; set; }

    public long OldFired { get; set; }

    public long OldWon { get; set; }

    public long NewFired { get; set; }

    public long NewWon { get; set; }

    /// <summary>Decisions for which it fires now and did not.</summary>
    public long NewlyFired { get; set; }

    /// <summary>Decisions for which it fired and does not now.</summary>
    public long NoLongerFired { get; set; }

    /// <summary>Of those for which it fires now, known attacks.</summary>
    public long OnAttacks { get; set; }

    /// <summary>Of those for which it fires now, requests known to be harmless.</summary>
    public long OnHarmless { get; set; }

    public void Add(RuleTally other)
    {
        Proposed = other.Proposed;
        OldFired += other.OldFired;
        OldWon += other.OldWon;
        NewFired += other.NewFired;
        NewWon += other.NewWon;
        NewlyFired += other.NewlyFired;
        NoLongerFired += other.NoLongerFired;
        OnAttacks += other.OnAttacks;
        OnHarmless += other.OnHarmless;
    }
}
