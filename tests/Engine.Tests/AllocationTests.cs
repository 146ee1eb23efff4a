using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests;

internal sealed class AllocationTests
{
    [Test]
    public void Decision_where_nothing_fires_allocates_nothing()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins(), SmallModel.Stump());
        sut.Restrictions.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip("198.51.100.1"), ActionKind.Revoke));
        AssertNothing(sut);
    }

    [Test]
    public void Neither_do_overrides_snoozes_and_what_stands_where_rules_read_it()
    {
        var sut = new EngineUnderTest(SmallPolicies.Overriding("f.ip.requests_5m >= 1000000 && restrictions.exists(r, r.action == \"revoke\")"));
        var account = SampleEvents.Request(account: "alice").Entity(EntityKind.Account);
        sut.Snoozes.Apply(new Snooze
        {
            Id = EventId.New(SampleEvents.StartMs), Entity = account, Policy = "strict", FromMs = SampleEvents.StartMs,
            UntilMs = SampleEvents.StartMs + 86_400_000, Case = EventId.New(1), By = "ann", Reason = "A test says so.",
        });
        foreach (var i in Enumerable.Range(0, 12))
        {
            var exemption = EngineUnderTest.Standing(account, ActionKind.Allow, i, 86_400_000);
            sut.Restrictions.Apply(exemption with { Origin = RestrictionOrigin.Policy });
        }

        AssertNothing(sut, busy: false);
    }

    private static void AssertNothing(EngineUnderTest sut, bool busy = true)
    {
        var requests = Enumerable.Range(0, 4_000)
            .Select(i => SampleEvents.Request(Operation.Page, "alice", $"203.0.113.{i % (busy ? 50 : 200)}", "laptop", atMs: i * 500)).ToArray();
        var decision = new Decision();
        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                decision.Reset();
                sut.Engine.Decide(requests[i], decision);
            }
        }

        Run(0, 3_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(3_000, 4_000);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(decision.Rules, Is.Empty);
        if (!busy)
        {
            Assert.That(decision.Standing, Has.Count.EqualTo(Decision.MaxStanding));
            Assert.That(decision.Snoozed, Is.EqualTo(new[] { "strict" }));
        }
    }
}
