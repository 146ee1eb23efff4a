using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Decides the records of a batch with both sets and counts what comes of it. For one thread at a time.</summary>
internal sealed class BatchJudge(BacktestPlan plan, SimulatedRestrictions? simulated)
{
    private static readonly FiredRule Nobody = new("", "", PolicyMode.Enforce, ActionKind.Allow, RuleOutcome.Lost, Threat.None, "", "");

    private readonly Decision _decision = new();
    private readonly TextCache _texts = new();
    private readonly List<FiredRule> _oldRules = new(16);

    public BatchTally Tally { get; } = new();

    public void Judge(DecisionBatch batch)
    {
        Tally.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            Judge(batch[i]);
        }
    }

    private void Judge(ReadOnlySpan<byte> record)
    {
        Tally.Decisions++;
        try
        {
            DecisionCodec.Read(record, _decision, _texts);
        }
        catch (RecordFormatException)
        {
            Tally.Unreadable++;
            return;
        }

        var request = _decision.Event;
        Tally.FirstMs = Math.Min(Tally.FirstMs, request.TimeMs);
        Tally.LastMs = Math.Max(Tally.LastMs, request.TimeMs);
        if (!(simulated is null ? PolicyRehearsal.IsPossible(_decision) : PolicyRehearsal.WasAsked(_decision)))
        {
            SetAside();
            return;
        }

        simulated?.Pass(request.TimeMs);
        Tally.CountSet(_decision.PolicySetHash);
        var recorded = _decision.Action;
        var wasCutShort = !PolicyRehearsal.IsPossible(_decision);
        var byPerson = _decision.Applied is { Origin: not RestrictionOrigin.Policy } person ? person : null;
        if (plan.Old is { } set)
        {
            Decide(set, simulated?.Old, byPerson);
        }

        var (old, oldShadow, oldWinner, oldHeld) = (_decision.Action, _decision.ShadowAction, _decision.Winner, Held());
        CountLeft(isNew: false);
        _oldRules.Clear();
        _oldRules.AddRange(_decision.Rules);
        Decide(plan.New, simulated?.New, byPerson);
        var (now, nowHeld) = (_decision.Action, Held());
        CountLeft(isNew: true);
        if (simulated is not null)
        {
            Tally.HeldByOld += oldHeld is null ? 0 : 1;
            Tally.HeldByNew += nowHeld is null ? 0 : 1;
            Tally.Freed += wasCutShort && nowHeld is not { Action: ActionKind.Throttle or ActionKind.Revoke } ? 1 : 0;
        }

        Tally.Decided++;
        Tally.OldAsRecorded += old == recorded ? 1 : 0;
        Tally.Actions.Count(old, now);
        Tally.ShadowActions.Count(oldShadow, _decision.ShadowAction);
        bool? truth = plan.Labels.TryFind(request, out var isAttack) ? isAttack : null;
        if (truth is { } known)
        {
            Tally.Truth.Count(known, old, now);
        }

        if (_oldRules.Count + _decision.Rules.Count > 0)
        {
            CountRules(truth);
        }

        if (!request.Account.IsNone)
        {
            var isClean = truth != true && plan.Clean.IsClean(_decision.Features);
            Tally.Touches.Add(new AccountTouch(
                request.Account, old, now, isClean, CleanHistory.IsOwner(request, _decision.Features)));
        }

        if (old != now)
        {
            Keep(old, now, nowHeld is null ? _decision.Winner ?? oldWinner ?? Nobody : Nobody, (oldHeld, nowHeld), record);
        }
    }

    private void Decide(PolicySet set, RestrictionIndex? standing, Restriction? byPerson)
    {
        if (standing is null)
        {
            PolicyRehearsal.Decide(_decision, set);
        }
        else
        {
            PolicyRehearsal.Decide(_decision, set, standing, byPerson);
        }
    }

    /// <summary>The restriction that the action is due to, where it is due to one.</summary>
    private Restriction? Held() => (_decision.Flags & DecisionFlags.ByRestriction) != 0 ? _decision.Applied : null;

    private void SetAside()
    {
        if ((_decision.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) != 0)
        {
            Tally.Failed++;
        }
        else if (_decision.Event.Operation == Operation.ChallengeAnswer)
        {
            Tally.Answers++;
        }
        else
        {
            Tally.CutShort++;
        }
    }

    private void CountLeft(bool isNew)
    {
        foreach (var restriction in _decision.Issued)
        {
            Tally.Left.Add(new LeftRestriction(isNew, restriction.Action, restriction.Entity));
        }
    }

    private void CountRules(bool? truth)
    {
        foreach (var rule in _oldRules)
        {
            var tally = Tally.Rules[rule.Policy, rule.Rule];
            tally.Proposed = rule.Proposed;
            tally.OldFired++;
            tally.OldWon += rule.IsEnforcedWinner ? 1 : 0;
            tally.NoLongerFired += IsAmong(_decision.Rules, rule) ? 0 : 1;
        }

        foreach (var rule in _decision.Rules)
        {
            var tally = Tally.Rules[rule.Policy, rule.Rule];
            tally.Proposed = rule.Proposed;
            tally.NewFired++;
            tally.NewWon += rule.IsEnforcedWinner ? 1 : 0;
            tally.NewlyFired += IsAmong(_oldRules, rule) ? 0 : 1;
            tally.OnAttacks += truth == true ? 1 : 0;
            tally.OnHarmless += truth == false ? 1 : 0;
        }
    }

    private static bool IsAmong(List<FiredRule> rules, in FiredRule wanted)
    {
        foreach (var rule in rules)
        {
            if (rule.Rule == wanted.Rule && rule.Policy == wanted.Policy)
            {
                return true;
            }
        }

        return false;
    }

    private void Keep(
        ActionKind old, ActionKind now, in FiredRule behind, (Restriction? Old, Restriction? New) held, ReadOnlySpan<byte> record)
    {
        if (Tally.Examples.Wants(old, now, behind.Policy, behind.Rule))
        {
            Tally.Examples.Add(new BacktestExample(old, now, behind.Policy, behind.Rule, record.ToArray())
            {
                OldHeld = simulated is null ? null : held.Old,
                NewHeld = simulated is null ? null : held.New,
            });
        }
    }
}
