using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Tests.Deciding;

namespace SecurityDecisioning.Policies.Tests.Indexing;

/// <summary>The index may leave out work, never a rule.</summary>
internal sealed class PolicyIndexPropertyTests
{
    private const int Requests = 20;

    [Test]
    public void Index_fires_and_fails_exactly_the_rules_that_looking_at_all_of_them_does() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var set = MadePolicy.Set(Enumerable.Range(0, random.Next(1, 80)).Select(i => AnyPolicy.Of(random, i)));
            for (var i = 0; i < Requests; i++)
            {
                var decision = AnyRequest.Of(random);
                var before = Failures(set);
                set.Decide(decision);
                var failed = Failures(set).Zip(before, (after, then) => after - then).ToList();
                var (fired, expectedFailures) = LookAtAll(set, decision);
                Assert.That(decision.Rules.Select(r => (r.Policy, r.Rule)), Is.EqualTo(fired.Take(decision.Rules.Count)));
                Assert.That(decision.Rules, Has.Count.EqualTo(Math.Min(fired.Count, 64)).Or.Count.GreaterThanOrEqualTo(62));
                Assert.That(failed, Is.EqualTo(expectedFailures));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Test]
    public void More_rules_than_the_stack_has_room_for_are_all_asked()
    {
        var set = MadePolicy.Set(Enumerable.Range(0, 5_000).Select(i => new MadePolicy($"p{i}", new MadeRule($"f.ip.requests_5m == {i}"))));

        foreach (var value in new[] { 0, 63, 64, 4_095, 4_999 })
        {
            var decision = PolicyTexts.Decide(set, SampleEvents.Request(), ("ip.requests_5m", value));
            Assert.That(decision.Rules.Single().Policy, Is.EqualTo($"p{value}"));
        }
    }

    private static List<long> Failures(PolicySet set) => [.. set.Compiled.SelectMany(p => p.Rules.Select(r => r.Failures))];

    private static (List<(string, string)> Fired, List<long> Failed) LookAtAll(PolicySet set, Decision decision)
    {
        var fired = new List<(string, string)>();
        var failed = new List<long>();
        foreach (var policy in set.Compiled)
        {
            foreach (var rule in policy.Rules)
            {
                var truth = Matches(policy, decision.Event) ? rule.Condition.Test(new EvaluationFrame(decision)) : Truth.False;
                if (truth == Truth.True)
                {
                    fired.Add((rule.Policy, rule.Summary.Name));
                }

                failed.Add(truth == Truth.Error ? 1 : 0);
            }
        }

        return (fired, failed);
    }

    private static bool Matches(CompiledPolicy policy, SecurityEvent request)
    {
        var p = policy.Summary;
        return p.Mode != PolicyMode.Off
            && (p.Operations.Count == 0 || p.Operations.Contains(Operations.NameOf(request.Operation)))
            && (p.Routes.Count == 0 || p.Routes.Contains(request.Route))
            && (p.Hosts.Count == 0 || p.Hosts.Contains(request.Host, StringComparer.OrdinalIgnoreCase))
            && (p.Methods.Count == 0 || p.Methods.Contains(RequestMethods.NameOf(request.Method)))
            && (p.Paths.Count == 0 || request.Path.StartsWith("/private/", StringComparison.Ordinal))
            && request.TimeMs < (p.ExpiresMs ?? long.MaxValue);
    }
}
