using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Policies.Tests.Testing;

internal sealed class ExpectationTests
{
    [TestCase("action: challenge", true, "challenge", "challenge")]
    [TestCase("action: challenge, rule: a-rule, reason: A_REASON, shadow_action: challenge", true,
        "challenge by a-rule, reason A_REASON, in shadow challenge", "challenge by a-rule, reason A_REASON, in shadow challenge")]
    [TestCase("action: throttle", false, "throttle", "challenge")]
    [TestCase("action: challenge, rule: none", false, "challenge by none", "challenge by a-rule")]
    [TestCase("action: challenge, reason: ANOTHER", false, "challenge, reason ANOTHER", "challenge, reason A_REASON")]
    [TestCase("action: challenge, shadow_action: throttle", false, "challenge, in shadow throttle", "challenge, in shadow challenge")]
    public void Every_expectation_that_a_test_names_must_be_met(string expect, bool passes, string expected, string actual)
    {
        using var folder = new TempFolder();
        var document = PolicyTexts.Rule("f.ip.requests_5m > 5.0").Replace(
            "expect: { action: allow }", $"features: {{ ip.requests_5m: 6 }}\n    expect: {{ {expect} }}", StringComparison.Ordinal);
        File.WriteAllText(folder["a.yaml"], document);

        var run = PolicyTests.Run(folder.Path);

        Assert.That(run.Problems, Is.Empty);
        var result = run.Results.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Passed, result.Expected, result.Actual), Is.EqualTo((passes, expected, actual)));
            Assert.That(result.Why, passes ? Is.Empty : Has.Some.StartsWith("a-rule fires: f.ip.requests_5m > 5.0 is true"));
        }
    }
}
