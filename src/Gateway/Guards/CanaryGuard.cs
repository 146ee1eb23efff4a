using System.Globalization;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Budgets;
using SecurityDecisioning.Review.Canaries;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// Takes a new version back when it acts more often, or more rarely, than its backtest expects, or than its own rehearsal in shadow
/// did where it has no backtest; and opens a case.
/// </summary>
internal sealed class CanaryGuard(
    GuardBook book,
    PolicyLifecycle lifecycle,
    GuardCases cases,
    GuardSettings settings,
    GuardMetrics metrics,
    TimeProvider time,
    ILogger<CanaryGuard> logger)
{
    public const string Name = "canary";

    /// <summary>Rehearsed decisions from which on they are an expectation.</summary>
    private const long FewestRehearsed = 1_000;

    /// <summary>One-sided 1 %.</summary>
    private const double Z = 2.326;

    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        if (!settings.Canary || Watched() is not { } canary)
        {
            return;
        }

        var (version, set, sinceMs) = canary;
        var finding = book.Ask(set.Hash, (decided, rehearsed) =>
        {
            if (decided is null || Expected(version, rehearsed) is not { } expected)
            {
                return null;
            }

            return decided.IsAbove(expected) || decided.IsBelow(expected)
                ? new Finding(decided.Acts, decided.Decisions, expected)
                : null;
        });
        if (finding is not null)
        {
            await TakeBackAsync(version.Version, sinceMs, finding, cancellationToken);
        }
    }

    /// <summary>The version that is being rolled out, else the live one while it is new and there is one to go back to.</summary>
    private (VersionState Version, PolicySet Set, long SinceMs)? Watched()
    {
        var (state, rollout) = (lifecycle.State, lifecycle.Rollout);
        if (state.Staged.Length > 0)
        {
            return state.Share > 0 && rollout.Staged is { } staged && state.Find(state.Staged) is { } canary
                ? (canary, staged, state.StagedMs)
                : null;
        }

        var youngestMs = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)settings.CanaryFor.TotalMilliseconds;
        return state.Find(state.Live) is { LiveMs: { } liveMs } live && liveMs > youngestMs && !state.IsPinned && state.Before is not null
            ? (live, rollout.Live, liveMs)
            : null;
    }

    private static ExpectedShare? Expected(VersionState version, ShareCount? rehearsed) => (version.Expectation, rehearsed) switch
    {
        ({ } backtest, _) => ExpectedShare.Around(backtest.Low, backtest.High),
        (_, { Decisions: >= FewestRehearsed } shadow) => ExpectedShare.Around(
            Proportion.LowerBound(shadow.Acts, shadow.Decisions, Z), Proportion.UpperBound(shadow.Acts, shadow.Decisions, Z)),
        _ => null,
    };

    /// <summary>The case first: whoever finds the version gone finds out why.</summary>
    private async Task TakeBackAsync(string version, long sinceMs, Finding finding, CancellationToken cancellationToken)
    {
        var (acts, decisions, expected) = finding;
        var why = string.Create(
            CultureInfo.InvariantCulture,
            $"Version {version[..12]} acted on {acts} of {decisions} decisions ({(double)acts / decisions:P2}); "
                + $"{expected.Least:P2} to {expected.Most:P2} are expected.");
        await cases.OpenAsync(
            new Case
            {
                // Of the same rollout the same id, also when it is found again after a crash.
                Id = new EventId((ulong)sinceMs << 16, RolloutBucket.SaltOf(version)),
                Origin = CaseOrigin.Canary,
                OpenedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                OpenedBy = Name,
                Reason = why,
            },
            cancellationToken);
        var answer = await lifecycle.RollBackAsync(null, PolicyVia.Guard, Name, why);
        if (!answer.IsDone)
        {
            metrics.Refused();
            Log.GuardRefused(logger, $"version {version[..12]}", answer.Refusal ?? "");
            return;
        }

        metrics.TakenBack();
        Log.CanaryDeparted(logger, version[..12], acts, decisions, expected.Least, expected.Most);
    }

    private sealed record Finding(long Acts, long Decisions, ExpectedShare Expected);
}
