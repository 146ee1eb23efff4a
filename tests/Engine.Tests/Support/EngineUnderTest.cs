using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Engine.Tests.Support;

/// <summary>The engine over real stages, with a budget that a busy machine cannot exceed.</summary>
internal sealed class EngineUnderTest
{
    private readonly PolicySet _policies;

    public EngineUnderTest(PolicySet? policies = null, RiskModel? model = null, TimeSpan? budget = null, PolicyRollout? rollout = null)
    {
        _policies = policies ?? PolicySet.Empty;
        Ranker = new RiskRanker(DetectorSet.Default, model);
        Engine = new DecisionEngine(
            Features, Ranker, rollout ?? new PolicyRollout(_policies), Restrictions, new EngineOptions { Budget = budget ?? TimeSpan.FromSeconds(1) },
            snoozes: Snoozes);
    }

    public FeatureStore Features { get; } = new(new FeatureStoreOptions { MaxEntities = 4_096 });

    public RestrictionIndex Restrictions { get; } = new(1_000);

    public SnoozeIndex Snoozes { get; } = new();

    public RiskRanker Ranker { get; }

    public PolicySet Policies => _policies;

    public DecisionEngine Engine { get; }

    public DecisionRemaker Remaker => new(Ranker, _policies);

    public Decision Decide(SecurityEvent request)
    {
        var decision = new Decision();
        Engine.Decide(request, decision);
        return decision;
    }

    /// <summary>A login that fails: decided, then its outcome observed.</summary>
    public Decision FailLogin(int atMs, string ip = "203.0.113.9", string account = "alice", RequestTraits traits = SampleEvents.BrowserTraits)
    {
        var request = SampleEvents.Request(Operation.Login, account, ip, atMs: atMs, traits: traits);
        var decision = Decide(request);
        Engine.Observe(SampleEvents.Outcome(request, 401, LoginOutcome.Failed, action: decision.Action));
        return decision;
    }

    /// <summary>As many failed logins of one address, 100 ms apart.</summary>
    public IReadOnlyList<Decision> FailLogins(int count)
    {
        var decisions = new List<Decision>();
        for (var i = 0; i < count; i++)
        {
            decisions.Add(FailLogin(i * 100));
        }

        return decisions;
    }

    public static Restriction Standing(
        EntityKey entity, ActionKind action, long fromMs = 0, long forMs = 60_000, uint operations = 0) => new()
        {
            Id = EventId.New(SampleEvents.StartMs + fromMs),
            Entity = entity,
            Action = action,
            FromMs = SampleEvents.StartMs + fromMs,
            UntilMs = SampleEvents.StartMs + fromMs + forMs,
            Origin = RestrictionOrigin.Analyst,
            Owner = "tests",
            ReasonCode = "TEST",
            Reason = "Set by a test.",
            Threat = Threat.CredentialStuffing,
            Operations = operations,
        };

    public static EntityKey Ip(string text)
    {
        Assert.That(ClientAddress.TryParse(text, out var address), Is.True);
        return EntityKey.OfIp(address);
    }
}
