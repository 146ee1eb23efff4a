using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests;

internal sealed class AllocationTests
{
    [Test]
    public void Decision_where_nothing_fires_allocates_nothing()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins(), SmallModel.Stump());
        sut.Restrictions.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip("198.51.100.1"), ActionKind.Revoke));
        var requests = Enumerable.Range(0, 4_000)
            .Select(i => SampleEvents.Request(Operation.Page, "alice", $"203.0.113.{i % 50}", "laptop", atMs: i * 500)).ToArray();
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
    }
}
