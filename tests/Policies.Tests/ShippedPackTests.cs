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

    /// <summary>Who takes the pack as it is shuts out nobody: what enforces only slows down where nearly nothing succeeds.</summary>
    [Test]
    public void All_start_in_shadow_but_throttles_of_clients_that_nobody_signs_in_from()
    {
        var enforced = Loaded.Set!.Policies.Where(p => p.Mode == PolicyMode.Enforce).ToList();

        Assert.That(enforced.Select(p => p.Name), Is.EqualTo(new[] { "login-protection" }));
        Assert.That(Loaded.Set.Policies.Except(enforced).Select(p => p.Mode), Is.All.EqualTo(PolicyMode.Shadow));
        Assert.That(enforced.SelectMany(p => p.Rules).Select(r => r.Action), Is.All.EqualTo(ActionKind.Throttle));
        Assert.That(enforced.SelectMany(p => p.Rules).Select(r => r.When), Is.All.Contain("> 20.0 * f.").And.All.Contain("login_succeeded"));
    }

    [Test]
    public void Shipped_configuration_enforces_the_login_policies_for_who_tries_the_product()
    {
        var settings = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(
            Path.Combine(ShippedPack.Folder, "..", "src", "Gateway", "gateway.json")))!;
        var modes = settings["SecurityDecisioning"]!["Policies"]!["Modes"]!.AsObject().ToDictionary(m => m.Key, m => m.Value!.GetValue<string>());

        var policies = PolicyLoader.Load(ShippedPack.Folder, modes).Set!.Policies;

        Assert.That(policies.Where(p => p.Mode == PolicyMode.Enforce).Select(p => p.Name), Is.EquivalentTo(
            policies.Where(p => p.Name.StartsWith("login-", StringComparison.Ordinal)).Select(p => p.Name)).And.Not.Empty);
    }

    [Test]
    public void Revocation_falls_on_sessions_only() =>
        Assert.That(
            Loaded.Set!.Policies.SelectMany(p => p.Rules).Where(r => r.Action == ActionKind.Revoke).Select(r => r.Scope),
            Is.Not.Empty.And.All.EqualTo(EntityKind.Session));

    /// <summary>"throttle by a-rule, reason A_REASON" is of a-rule.</summary>
    private static string RuleOf(string actual) => actual.Split(" by ")[^1].Split(',')[0];
}
