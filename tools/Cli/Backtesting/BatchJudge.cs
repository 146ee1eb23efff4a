using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Decides the records of a batch with both sets and counts what comes of it. For one thread at a time.</summary>
internal sealed class BatchJudge(BacktestPlan plan)
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
        if (!PolicyRehearsal.IsPossible(_decision))
        {
            SetAside();
            return;
        }

        Tally.CountSet(_decision.PolicySetHash);
        var recorded = _decision.Action;
        if (plan.Old is { } set)
        {
            PolicyRehearsal.Decide(_decision, set);
        }

        var (old, oldShadow, oldWinner) = (_decision.Action, _decision.ShadowAction, _decision.Winner);
        CountLeft(isNew: false);
        _oldRules.Clear();
        _oldRules.AddRange(_decision.Rules);
        PolicyRehearsal.Decide(_decision, plan.New);
        var now = _decision.Action;
        CountLeft(isNew: true);

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
            Keep(old, now, _decision.Winner ?? oldWinner ?? Nobody, record);
        }
    }

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

    private void Keep(ActionKind old, ActionKind now, in FiredRule behind, ReadOnlySpan<byte> record)
    {
        if (Tally.Examples.Wants(old, now, behind.Policy, behind.Rule))
        {
            Tally.Examples.Add(new BacktestExample(old, now, behind.Policy, behind.Rule, record.ToArray()));
        }
    }
}
