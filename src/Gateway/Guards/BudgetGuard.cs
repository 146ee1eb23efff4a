using System.Globalization;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Budgets;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// Sends a policy back to shadow when it was wrong more often than its budget allows, and opens a case. It stays there until a
/// person puts it back in force; what was counted before that does not count again.
/// </summary>
internal sealed class BudgetGuard(
    GuardBook book,
    PolicyLifecycle lifecycle,
    GuardCases cases,
    GuardSettings settings,
    GuardMetrics metrics,
    TimeProvider time,
    ILogger<BudgetGuard> logger)
{
    public const string Name = "budget";

    /// <summary>Those that exceeded it and could not be taken back yet.</summary>
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);

    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        _pending.UnionWith(book.Ask(static overturns => overturns.TakeChanged()));
        foreach (var policy in _pending.ToList())
        {
            if (Find(policy) is not { } enforced || Judge(enforced) is not { } breach || await TakeBackAsync(breach, cancellationToken))
            {
                _pending.Remove(policy);
            }
        }
    }

    private PolicySummary? Find(string policy)
    {
        var rollout = lifecycle.Rollout;
        return rollout.Live.Policies.Concat(rollout.Staged?.Policies ?? [])
            .FirstOrDefault(p => p.Name == policy && p.Mode == PolicyMode.Enforce);
    }

    private BudgetBreach? Judge(PolicySummary policy)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return (policy.Budget ?? settings.DefaultBudget) is { } budget
            ? book.Ask(overturns => overturns.Judge(policy.Name, budget, now, SetBackMs(policy.Name)))
            : null;
    }

    /// <summary>When a person last put the policy back to what its document says; 0 where nobody ever had to.</summary>
    private long SetBackMs(string policy)
    {
        var steps = lifecycle.Steps;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i] is { Counts: true, Step: { Kind: PolicyEventKind.ModeSet, Mode: null } step } && step.Policy == policy)
            {
                return step.TimeMs;
            }
        }

        return 0;
    }

    /// <summary>The case first: whoever finds the policy in shadow finds out why.</summary>
    private async Task<bool> TakeBackAsync(BudgetBreach breach, CancellationToken cancellationToken)
    {
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"Wrong for {breach.Counts.Overturned} of {breach.Counts.Touched} it acted upon, so for {breach.AtLeast:P1} of all at least; "
                + $"its budget is {breach.Budget.Rate:P1}.");
        await cases.OpenAsync(
            new Case
            {
                // Of the same breach the same id, also when it is found again after a crash.
                Id = new EventId((ulong)breach.Counts.LastMs << 16, RolloutBucket.SaltOf(breach.Policy)),
                Origin = CaseOrigin.Budget,
                OpenedMs = breach.Counts.LastMs,
                OpenedBy = Name,
                Reason = why,
                Policy = breach.Policy,
            },
            cancellationToken);
        var answer = await lifecycle.SetModeAsync(breach.Policy, PolicyMode.Shadow, PolicyVia.Guard, Name, why);
        if (!answer.IsDone)
        {
            metrics.Refused();
            Log.GuardRefused(logger, $"policy {breach.Policy}", answer.Refusal ?? "");
            return false;
        }

        metrics.ToShadow();
        Log.BudgetExceeded(logger, breach.Policy, breach.Counts.Overturned, breach.Counts.Touched, breach.Budget.Rate);
        return true;
    }
}
