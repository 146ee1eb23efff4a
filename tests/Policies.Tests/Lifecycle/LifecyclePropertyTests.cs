using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

internal sealed class LifecyclePropertyTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    /// <summary>Told by the steps that counted alone, by hand, not by the state machine's own words.</summary>
    [Test]
    public void Nothing_decides_without_the_approval_of_somebody_who_did_not_propose_it() => Check(seed =>
    {
        var history = HistoryOf(StepScript.Of(seed, 120, PolicyRegime.NeedsApproval));
        var proposers = new Dictionary<string, HashSet<string>>();
        var approved = new HashSet<string>();
        var wasLive = new HashSet<string>();
        foreach (var (step, _) in history.Steps.Where(s => s.Counts))
        {
            switch (step.Kind)
            {
                case PolicyEventKind.Proposed:
                    proposers.TryAdd(step.To, []);
                    proposers[step.To].Add(step.By);
                    approved.Remove(step.To);
                    break;
                case PolicyEventKind.Approved when proposers[step.To].Contains(step.By):
                    return false;
                case PolicyEventKind.Approved:
                    approved.Add(step.To);
                    break;
                case PolicyEventKind.Rejected:
                    approved.Remove(step.To);
                    break;
                case PolicyEventKind.Adopted when wasLive.Count > 0:
                    return false;
                case PolicyEventKind.Adopted:
                    proposers.TryAdd(step.To, []);
                    proposers[step.To].Add(step.By);
                    wasLive.Add(step.To);
                    break;
                case PolicyEventKind.Staged when !approved.Contains(step.To):
                    return false;
                case PolicyEventKind.Promoted when !approved.Contains(step.To):
                    return false;
                case PolicyEventKind.Promoted:
                    wasLive.Add(step.To);
                    break;
                case PolicyEventKind.RolledBack when !wasLive.Contains(step.To):
                    return false;
            }
        }

        return true;
    });

    [Test]
    public void Promotion_comes_after_every_stage() => Check(seed =>
    {
        var history = HistoryOf(StepScript.Of(seed, 200, PolicyRegime.NeedsApproval | PolicyRegime.SelfApproval));
        var reached = new List<int>();
        var staged = "";
        foreach (var (step, _) in history.Steps.Where(s => s.Counts))
        {
            switch (step.Kind)
            {
                case PolicyEventKind.Staged:
                    reached = staged == step.To ? reached : [];
                    staged = step.To;
                    reached.Add(step.Share);
                    break;
                case PolicyEventKind.Promoted when step.From.Length == 0 && staged.Length == 0:
                    break;
                case PolicyEventKind.Promoted when staged != step.To || !LifecycleLimits.Stages.All(reached.Contains):
                    return false;
                case PolicyEventKind.Promoted or PolicyEventKind.Withdrawn or PolicyEventKind.RolledBack:
                    staged = "";
                    reached = [];
                    break;
            }
        }

        return true;
    });

    [Test]
    public void There_is_one_live_set_and_it_is_a_known_version() => Check(seed =>
    {
        var state = LifecycleState.Initial;
        foreach (var step in StepScript.Of(seed, 150))
        {
            var hadLive = state.Live.Length > 0;
            state = LifecycleFold.Apply(state, step);
            if ((hadLive && state.Live.Length == 0)
                || (state.Live.Length > 0 && state.Find(state.Live) is not { WasLive: true, Status: not VersionStatus.Rejected })
                || (state.Staged.Length > 0 && (state.Staged == state.Live || state.Find(state.Staged) is null)))
            {
                return false;
            }
        }

        return true;
    });

    [Test]
    public void Rollback_reaches_every_version_that_was_live_and_not_rejected() => Check(seed =>
    {
        var state = HistoryOf(StepScript.Of(seed, 150)).State;
        return state.Versions.Values
            .Where(v => v.WasLive && v.Status != VersionStatus.Rejected && v.Version != state.Live)
            .All(v =>
            {
                var step = StepScript.Of(1, 1)[0] with { Kind = PolicyEventKind.RolledBack, To = v.Version };
                var back = LifecycleFold.Apply(state, step);
                return back.Live == v.Version && back.Staged.Length == 0 && back.IsPinned;
            });
    });

    [Test]
    public void Same_steps_in_any_order_and_number_are_the_same_state() => Check(seed =>
    {
        var steps = StepScript.Of(seed, 80);
        var random = new Random(seed);
        var shuffled = steps.Concat(steps.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).ToList();

        return TextOf(HistoryOf(shuffled).State) == TextOf(HistoryOf(steps).State);
    });

    [Test]
    public void Forgetting_old_steps_changes_nothing_of_the_state() => Check(seed =>
    {
        var steps = StepScript.Of(seed, 80);
        var small = new LifecycleHistory(most: 7);
        foreach (var step in steps)
        {
            small.Add(step);
        }

        return small.Steps.Count == 7 && TextOf(small.State) == TextOf(HistoryOf(steps).State);
    });

    [Test]
    public void Guards_never_make_anything_stronger() => Check(seed =>
    {
        var state = LifecycleState.Initial;
        foreach (var step in StepScript.Of(seed, 150))
        {
            var next = LifecycleFold.Apply(state, step);
            if (step.Via == PolicyVia.Guard
                && ((next.Live != state.Live && !state.Find(next.Live)!.WasLive)
                    || (next.Staged.Length > 0 && (next.Staged != state.Staged || next.Share != state.Share))
                    || next.Versions.Count != state.Versions.Count
                    || state.Modes.Keys.Any(p => !next.Modes.ContainsKey(p))
                    || next.Regime != state.Regime))
            {
                return false;
            }

            state = next;
        }

        return true;
    });

    private static LifecycleHistory HistoryOf(IEnumerable<PolicyEvent> steps)
    {
        var history = new LifecycleHistory();
        foreach (var step in steps)
        {
            history.Add(step);
        }

        return history;
    }

    private static string TextOf(LifecycleState state) => JsonSerializer.Serialize(new
    {
        state.Regime, state.Live, state.Staged, state.Share, state.StagedMs, state.IsPinned, state.Modes,
        Versions = state.Versions.Values.OrderBy(v => v.Version, StringComparer.Ordinal),
    });

    private static void Check(Func<int, bool> holds) => Prop.ForAll(Seeds, holds).Check(Many);
}
