using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests.Remaking;

internal sealed class PolicyRehearsalTests
{
    /// <summary>Its inputs survive being decided with another set, and its own set decides as it did then.</summary>
    [Test]
    public void Own_set_decides_as_recorded_whatever_set_was_rehearsed_before() =>
        Prop.ForAll<int[]>(numbers => AnyTraffic.Decided(numbers).All(pair =>
        {
            var decision = pair.Decision;
            if (!PolicyRehearsal.IsPossible(decision))
            {
                return decision.Rules.Count == 0 && decision.Candidates.Count == 0;
            }

            var recorded = Results(decision);
            var issued = decision.Issued.Select(Named).ToList();
            PolicyRehearsal.Decide(decision, SmallPolicies.Logins("shadow"));
            PolicyRehearsal.Decide(decision, pair.Sut.Policies);
            return Results(decision) == recorded && issued.All(decision.Issued.Select(Named).Contains);
        })).QuickCheckThrowOnFailure();

    [Test]
    public void Decision_cut_short_by_a_standing_throttle_or_failed_is_not_rehearsed()
    {
        var decision = new EngineUnderTest(SmallPolicies.Logins()).FailLogins(1)[0];
        Assert.That(PolicyRehearsal.IsPossible(decision), Is.True);

        decision.Flags |= DecisionFlags.FailedOpen;

        Assert.That(PolicyRehearsal.IsPossible(decision), Is.False);
    }

    /// <summary>Ids are drawn anew, and the engine leaves out what already stood.</summary>
    private static (EntityKey, ActionKind, long) Named(Restriction r) => (r.Entity, r.Action, r.UntilMs);

    private static string Results(Decision d) => string.Join('|', [
        d.Action, d.ShadowAction, d.Flags, d.DurationMs, d.Risk, d.Threat, d.PolicySetHash, d.ModelHash, d.ChallengeKind,
        .. d.Rules, .. d.Obligations,
    ]);
}
