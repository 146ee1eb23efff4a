using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

internal sealed class PastDecisionsTests
{
    private static readonly SecurityEvent Request = SampleEvents.Request(account: "alice");

    [Test]
    public void Restrictions_lifts_and_verdicts_of_an_entity_are_counted_once_each()
    {
        var store = new FeatureStore();
        var restriction = Restriction(1);
        var verdict = EventId.New(SampleEvents.StartMs);
        for (var again = 0; again < 2; again++)
        {
            store.Apply(restriction);
            store.Apply(Restriction(2));
            store.Apply(new RestrictionLift(restriction.Id, restriction.Entity, SampleEvents.StartMs, "analyst", "mistaken"));
            store.Apply(verdict, restriction.Entity, Verdict.ConfirmedCompromised, SampleEvents.StartMs);
        }

        store.Apply(EventId.New(SampleEvents.StartMs), restriction.Entity, Verdict.Dismissed, SampleEvents.StartMs);
        var vector = store.ApplyAndReadVector(Request);

        Assert.That(
            new[] { "restrictions", "lifts", "attacks", "cleared" }.Select(p => vector.Feature($"account.prior_{p}")),
            Is.EqualTo(new float[] { 2, 1, 1, 0 }));
    }

    [Test]
    public void Order_of_decisions_and_events_does_not_matter()
    {
        var one = new FeatureStore();
        var other = new FeatureStore();
        one.Apply(Request);
        for (ulong i = 1; i < 300; i++) one.Apply(Restriction(i));
        for (ulong i = 299; i > 0; i--) other.Apply(Restriction(i));
        other.Apply(Request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.StateHash(), Is.EqualTo(one.StateHash()));
            Assert.That(one.ReadVector(Request).Feature("account.prior_restrictions"), Is.EqualTo(255));
        }
    }

    private static Restriction Restriction(ulong number) => new()
    {
        Id = new EventId((ulong)SampleEvents.StartMs << 16, number), Entity = Request.Entity(EntityKind.Account),
        Action = ActionKind.Throttle, FromMs = SampleEvents.StartMs, UntilMs = SampleEvents.StartMs + 60_000,
        Origin = RestrictionOrigin.Policy, Owner = "p", ReasonCode = "LOGIN_FAILURES", Reason = "too many failures",
    };
}
