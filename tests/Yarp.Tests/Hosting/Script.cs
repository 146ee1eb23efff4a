using SecurityDecisioning.Yarp.Enforcement;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>A decision point that does what the test says.</summary>
internal sealed class Script
{
    public const string Policy = "test-policy";
    public const string Reason = "Many failed <logins> came from \"here\".";

    public Action<SecurityEvent, Decision> Decide { get; set; } = static (_, _) => { };

    public Action<SecurityEvent> Observe { get; set; } = static _ => { };

    public Action<Decision> Withdraw { get; set; } = static _ => { };

    public Action<Decision> Recorded { get; set; } = static _ => { };

    public EntityKey Restricted { get; private set; }

    public DecisionPoint Point => new((request, decision) => Decide(request, decision), outcome => Observe(outcome))
    {
        IsRestricted = (entity, _) => entity == Restricted,
        Withdraw = decision => Withdraw(decision),
        Recorded = decision => Recorded(decision),
        IsObligationHeader = name => name.Replace('_', '-').Equals("X-Risk-Tag", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Revokes whoever comes with <paramref name="session"/>, as the engine does.</summary>
    public void Revoke(Pseudonym session)
    {
        Restricted = EntityKey.Of(EntityKind.Session, session);
        Decide = (request, decision) =>
        {
            if (request.Session == session)
            {
                Act(decision, ActionKind.Revoke, 0);
            }
        };
    }

    /// <summary>Challenges whoever has no clearance, as the engine does.</summary>
    public void Challenge() => Decide = static (request, decision) =>
    {
        if ((request.Traits & RequestTraits.HasClearance) == 0)
        {
            Act(decision, ActionKind.Challenge, 0);
        }
    };

    public void Always(ActionKind action, long durationMs = 0) => Decide = (_, decision) => Act(decision, action, durationMs);

    private static void Act(Decision decision, ActionKind action, long durationMs)
    {
        decision.Action = action;
        decision.DurationMs = durationMs;
        decision.Risk = 0.8312f;
        decision.Threat = Threat.CredentialStuffing;
        decision.Rules.Add(new FiredRule(
            Policy, "rule", PolicyMode.Enforce, action, RuleOutcome.Won, Threat.CredentialStuffing, "LOGIN_FAILURES", Reason));
    }
}
