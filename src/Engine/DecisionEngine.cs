using System.Diagnostics;
using SecurityDecisioning.Engine.Rehearsing;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Engine;

/// <summary>
/// The policy decision point: restrictions, features, candidates, ranking, policy, under one time budget. In process, no
/// network, no disk, and only the short locks of the feature store's shards.
/// </summary>
public sealed class DecisionEngine
{
    private readonly FeatureStore _features;
    private readonly RiskRanker _ranker;
    private readonly PolicyRollout _policies;
    private readonly RestrictionIndex _restrictions;
    private readonly SnoozeIndex? _snoozes;
    private readonly EngineMetrics? _metrics;
    private readonly long _budgetTicks;

    /// <param name="features">The fold.</param>
    /// <param name="ranker">Detectors and model.</param>
    /// <param name="policies">Which set decides; asked once per decision, so a swap in between cannot mix two sets.</param>
    /// <param name="restrictions">Standing decisions.</param>
    /// <param name="options">Limits; defaults where null.</param>
    /// <param name="metrics">Where decisions are counted, if anywhere.</param>
    /// <param name="snoozes">Who is left alone by which policy, if anybody can be.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DecisionEngine(
        FeatureStore features,
        RiskRanker ranker,
        PolicyRollout policies,
        RestrictionIndex restrictions,
        EngineOptions? options = null,
        EngineMetrics? metrics = null,
        SnoozeIndex? snoozes = null)
    {
        options ??= new EngineOptions();
        options.Validate();
        _features = features;
        _ranker = ranker;
        _policies = policies;
        _restrictions = restrictions;
        _snoozes = snoozes;
        _metrics = metrics;
        _budgetTicks = (long)(options.Budget.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>
    /// Applies the request event to the feature store and decides it into <paramref name="decision"/> (already reset).
    /// Does no I/O and allocates nothing when nothing fires. The locks it takes are one shard's of the feature store at a time
    /// and, where it leaves a restriction, the index's.
    /// </summary>
    public void Decide(SecurityEvent request, Decision decision)
    {
        var started = Stopwatch.GetTimestamp();
        decision.Event = request;
        decision.Applied = _restrictions.Find(request);
        _restrictions.CountRecent(request, decision.Repeats);
        _snoozes?.Fill(request, decision.Snoozed);
        _features.ApplyAndRead(request, decision.Features);
        if (Stopwatch.GetTimestamp() - started > _budgetTicks)
        {
            decision.Flags |= DecisionFlags.OverBudget;
        }

        var policies = _policies.For(request);
        if (policies.ReadsRestrictions)
        {
            _restrictions.FindAll(request, decision.Standing);
        }

        DecisionSteps.Conclude(decision, _ranker, policies);
        if (_policies.Rehearses(request) is { } staged)
        {
            Rehearsal.Run(decision, staged, _restrictions);
        }

        _restrictions.KeepNew(decision.Issued);
        decision.ElapsedNs = Stopwatch.GetElapsedTime(started).Ticks * 100;
        _metrics?.Decided(decision);
    }

    /// <summary>
    /// Applies an event that is not decided to the feature store: an outcome, or a request that could not be decided. One that
    /// has been applied before changes nothing.
    /// </summary>
    public void Observe(SecurityEvent securityEvent) => _features.Apply(securityEvent);

    /// <summary>
    /// Counts the restrictions of a decision into what its entities have behind them: once they are on record, so that memory
    /// never knows of one that a restart would not.
    /// </summary>
    public void Recorded(Decision decision)
    {
        foreach (var restriction in decision.Issued)
        {
            _features.Apply(restriction);
        }
    }

    /// <summary>
    /// Ends the restrictions of a decision that could not be recorded: nobody could look them up, appeal against them or lift
    /// them.
    /// </summary>
    public void Withdraw(Decision decision)
    {
        foreach (var restriction in decision.Issued)
        {
            _restrictions.Withdraw(restriction);
        }
    }

    /// <summary>
    /// Held from before an event goes into the log until it has been applied and what was decided is in the log too. Costs two
    /// additions; only a snapshot waits for it, never a request.
    /// </summary>
    public EnginePassage Enter() => new(_features.Enter());

    /// <summary>Whether a policy of the live or of the staged set writes a header of this name.</summary>
    public bool IsObligationHeader(string name) =>
        _policies.Live.WritesHeader(name) || _policies.Staged?.WritesHeader(name) == true;

    /// <summary>Whether a challenge, a throttle or a revocation stands on <paramref name="entity"/>.</summary>
    public bool IsRestricted(EntityKey entity, long timeMs) => _restrictions.IsRestricted(entity, timeMs);
}
