using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Policies.Tests;

/// <summary>The shipped policies load, do what their own tests say, and cover every threat.</summary>
[TestFixture]
internal sealed class ShippedPackTests
{
    private static readonly PolicyLoadResult Loaded = PolicyLoader.Load(ShippedPack.Folder);

    private static readonly PolicyTestRun Ran = PolicyTests.Run(ShippedPack.Folder);

    [Test]
    public void Pack_loads_without_a_problem() =>
        Assert.That(Loaded.Problems.Select(p => p.ToString()), Is.Empty);

    public static IEnumerable<TestCaseData> OwnTests() => Ran.Results.Select(r =>
        new TestCaseData(r).SetArgDisplayNames(r.Policy, r.Test));

    [TestCaseSource(nameof(OwnTests))]
    public void Policy_decides_as_its_own_test_says(PolicyTestResult result) =>
        Assert.That(result.Actual, Is.EqualTo(result.Expected), $"{result.File}:{result.Line}");

    [Test]
    public void Every_threat_has_a_policy() =>
        Assert.That(Loaded.Set!.Policies.Select(p => p.Threat), Is.SupersetOf(ThreatCatalog.All.Select(t => t.Threat)));

    [Test]
    public void Every_rule_wins_in_a_test_of_its_policy()
    {
        var won = Ran.Results.Where(r => r.Passed).Select(r => $"{r.Policy}/{RuleOf(r.Actual)}").ToHashSet();
        var rules = Loaded.Set!.Policies.SelectMany(p => p.Rules.Select(r => $"{p.Name}/{r.Name}"));
        Assert.That(rules, Is.SubsetOf(won));
    }

    [Test]
    public void Every_policy_leaves_somebody_alone()
    {
        var lenient = Ran.Results.Where(r => r.Actual.StartsWith("allow", StringComparison.Ordinal)).Select(r => r.Policy).Distinct();
        Assert.That(Loaded.Set!.Policies.Select(p => p.Name), Is.SubsetOf(lenient));
    }

    [Test]
    public void Login_protection_enforces_and_the_rest_only_watches()
    {
        foreach (var policy in Loaded.Set!.Policies)
        {
            var isLogin = policy.Name.StartsWith("login-", StringComparison.Ordinal);
            Assert.That(policy.Mode, Is.EqualTo(isLogin ? PolicyMode.Enforce : PolicyMode.Shadow), policy.Name);
        }
    }

    [Test]
    public void Revocation_falls_on_sessions_only() =>
        Assert.That(
            Loaded.Set!.Policies.SelectMany(p => p.Rules).Where(r => r.Action == ActionKind.Revoke).Select(r => r.Scope),
            Is.Not.Empty.And.All.EqualTo(EntityKind.Session));

    /// <summary>"throttle by a-rule, reason A_REASON" is of a-rule.</summary>
    private static string RuleOf(string actual) => actual.Split(" by ")[^1].Split(',')[0];
}
