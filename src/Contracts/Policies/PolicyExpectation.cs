namespace SecurityDecisioning.Contracts.Policies;

/// <summary>How often a version is expected to act against a request, from its backtest: what a canary is held against.</summary>
/// <param name="Share">Share of the decisions that challenge, throttle or revoke, 0–1.</param>
/// <param name="Low">Lower end of its interval, 0–1.</param>
/// <param name="High">Upper end of its interval, 0–1.</param>
/// <param name="Decisions">How many decisions it was worked out from.</param>
public readonly record struct PolicyExpectation(double Share, double Low, double High, long Decisions)
{
    /// <summary>Shares in order, within 0 and 1, from at least one decision.</summary>
    public bool IsValid => Low >= 0 && Low <= Share && Share <= High && High <= 1 && Decisions > 0;
}
