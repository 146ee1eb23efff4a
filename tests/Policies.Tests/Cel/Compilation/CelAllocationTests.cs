using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel.Compilation;

/// <summary>Deciding allocates nothing for conditions over features and texts that are there already.</summary>
[TestFixture]
internal sealed class CelAllocationTests
{
    [TestCase("f.ip.logins_5m >= 6 && f.ip.logins_5m > 2.0 * f.ip.requests_5m || f.account.new_device")]
    [TestCase("known(f.account.new_device) ? threat('scraping') > 0.5 : risk.score - 0.1 <= 0.5")]
    [TestCase("request.path.startsWith('/admin') && !request.path.endsWith('.css') && request.user_agent.contains('Chrome')")]
    [TestCase("request.path.matches('^/api/v[0-9]+/') || request.user_agent.size() < 10")]
    [TestCase("request.operation in ['login', 'register'] && request.country != 'XX'")]
    [TestCase("['PT', 'ES', 'FR'].exists(c, c == request.country) || {'a': 1}.all(k, v, v > 2)")]
    [TestCase("cel.bind(n, f.ip.logins_5m + 1.0, n > 2.0 && n < 9.0) && [1, 2, 3].exists_one(i, i == 2)")]
    [TestCase("has({'a': 1}.a) && {'login': 3, 'page': 4}[request.operation] == 3")]
    [TestCase("math.abs(f.ip.logins_5m - 3.0) < 0.5 && math.greatest(1.0, 2.0) > 1.5")]
    [TestCase("duration('1h') > duration('5m') && timestamp('2026-01-01T00:00:00Z').getDayOfWeek() == 4")]
    public void Condition_is_tested_without_allocating(string source)
    {
        var decision = PolicyTexts.Frame(
            SampleEvents.Request(Operation.Login, path: "/login", country: "PT"), ("ip.logins_5m", 3), ("ip.requests_5m", 1));
        var node = CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems)!.Node;
        Assert.That(problems, Is.Empty);
        Test(node, decision);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var truth = Test(node, decision);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((truth, allocated), Is.EqualTo((truth, 0L)));
        Assert.That(truth, Is.Not.EqualTo(Truth.Error));
    }

    private static Truth Test(CelNode node, Decision decision)
    {
        var truth = Truth.Error;
        for (var i = 0; i < 100; i++)
        {
            truth = node.Test(new EvaluationFrame(decision));
        }

        return truth;
    }
}
