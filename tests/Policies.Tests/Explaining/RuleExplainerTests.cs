using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Explaining;

namespace SecurityDecisioning.Policies.Tests.Explaining;

internal sealed class RuleExplainerTests
{
    private static readonly SecurityEvent Login = SampleEvents.Request(Operation.Login, account: "alice", device: "laptop");

    [TestCase("f.ip.requests_5m > 5.0 && f.ip.login_failed_5m > 2.0",
        "does not fire: f.ip.login_failed_5m > 2.0 is false (f.ip.login_failed_5m = 1.0)")]
    [TestCase("f.ip.login_failed_5m > 2.0 || f.ip.requests_5m > 100.0",
        "does not fire: f.ip.login_failed_5m > 2.0 is false (f.ip.login_failed_5m = 1.0); "
        + "f.ip.requests_5m > 100.0 is false (f.ip.requests_5m = 9.0)")]
    [TestCase("f.ip.login_failed_5m > 2.0 || f.ip.requests_5m > 5.0",
        "fires: f.ip.requests_5m > 5.0 is true (f.ip.requests_5m = 9.0)")]
    [TestCase("!(f.ip.requests_5m > 5.0)", "does not fire: f.ip.requests_5m > 5.0 is true (f.ip.requests_5m = 9.0)")]
    [TestCase("f.account.new_device", "does not fire: f.account.new_device is false (f.account.new_device = unknown)")]
    [TestCase("known(f.account.new_device)",
        "does not fire: known(f.account.new_device) is false (known(f.account.new_device) = false)")]
    [TestCase("f.ip.requests_5m > 5.0 ? f.ip.login_failed_5m > 2.0 : true",
        "does not fire: f.ip.requests_5m > 5.0 is true (f.ip.requests_5m = 9.0); "
        + "f.ip.login_failed_5m > 2.0 is false (f.ip.login_failed_5m = 1.0)")]
    [TestCase("request.path.startsWith('/admin') && f.ip.requests_5m > 5.0",
        "does not fire: request.path.startsWith(\"/admin\") is false (request.path = \"/login\")")]
    public void Explanation_names_the_part_that_settled_it_with_its_values(string when, string expected)
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule(Quoted(when), mode: "enforce"));

        var explanation = RuleExplainer.Explain(set, Frame(), "a-policy", "a-rule")!;

        Assert.That(explanation.Reason, Is.EqualTo(expected));
    }

    [Test]
    public void Error_is_named_and_the_rule_did_not_fire()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5.0 && 1 / (size(request.path) - 6) > 0", mode: "enforce"));

        var explanation = RuleExplainer.Explain(set, Frame(), "a-policy", "a-rule")!;

        Assert.That(explanation.State, Is.EqualTo(RuleState.Failed));
        Assert.That(explanation.Reason, Does.StartWith("does not fire, its condition fails: 1 / (size(request.path) - 6) > 0 ends in an error"));
    }

    [TestCase("match: { operations: [checkout] }", "the operation is login, the policy is for checkout")]
    [TestCase("match: { routes: [other] }", "the route is another than the policy names")]
    [TestCase("match: { hosts: [other.example] }", "the host, the method or the path is another than the policy names")]
    [TestCase("expires: 2020-01-01", "at that time or in that country the policy is not in force (its expiry, schedule or jurisdictions)")]
    public void Policy_for_other_requests_says_so(string match, string reason)
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("true || f.ip.requests_5m > 5.0", "allow", mode: "enforce", match: match));

        var explanation = RuleExplainer.Explain(set, Frame(), "a-policy").Single();

        Assert.That((explanation.State, explanation.Reason), Is.EqualTo((RuleState.NotApplicable, $"does not apply: {reason}")));
    }

    [Test]
    public void Rule_that_the_set_does_not_have_is_not_explained()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5.0"));

        Assert.That(RuleExplainer.Explain(set, Frame(), "a-policy", "another"), Is.Null);
        Assert.That(RuleExplainer.Explain(set, Frame(), "another"), Is.Empty);
    }

    [Test]
    public void Large_condition_is_cut_and_still_settled_rightly()
    {
        var when = string.Join(" || ", Enumerable.Range(100, 400).Select(i => $"f.ip.requests_5m > {i}.0"));
        var set = PolicyTexts.Set(PolicyTexts.Rule(Quoted(when)));

        var explanation = RuleExplainer.Explain(set, Frame(), "a-policy", "a-rule")!;

        Assert.That(explanation.State, Is.EqualTo(RuleState.NotMet));
        Assert.That(explanation.Condition!.Parts, Has.Count.LessThan(128));
        Assert.That(explanation.Condition!.Text, Has.Length.EqualTo(240));
    }

    /// <summary>Whatever the condition: it is explained as fired exactly where the set records it as fired.</summary>
    [Test]
    public void Explanation_agrees_with_what_was_decided()
    {
        var leaves = Gen.Elements(
            "f.ip.requests_5m > 5.0", "f.ip.login_failed_5m > 2.0", "f.account.new_device", "known(f.account.new_device)",
            "1 / (size(request.path) - 6) > 0", "threat(\"scraping\") > 0.5", "request.operation == 'login'");
        Prop.ForAll(Condition(leaves, 3).ToArbitrary(), when =>
        {
            var set = PolicyTexts.Set(PolicyTexts.Rule(Quoted(when)));
            var decision = Frame();
            var explanation = RuleExplainer.Explain(set, decision, "a-policy", "a-rule")!;
            set.Decide(decision);
            return explanation.State == RuleState.Fired == (decision.Rules.Count == 1)
                && explanation.State == RuleState.Failed == (set.ConditionFailures == 1)
                && explanation.Condition!.Decisive().Count is > 0 and <= 3;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static Gen<string> Condition(Gen<string> leaves, int depth) => depth == 0 ? leaves : Gen.OneOf(
        leaves,
        Condition(leaves, depth - 1).Select(c => $"!({c})"),
        Condition(leaves, depth - 1).Two().Select(p => $"({p.Item1}) && ({p.Item2})"),
        Condition(leaves, depth - 1).Two().Select(p => $"({p.Item1}) || ({p.Item2})"),
        Condition(leaves, depth - 1).Three().Select(p => $"({p.Item1}) ? ({p.Item2}) : ({p.Item3})"));

    /// <summary>As YAML takes any text.</summary>
    private static string Quoted(string when) => $"'{when.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Decision Frame() => PolicyTexts.Frame(
        Login with { Path = "/login" }, ("ip.requests_5m", 9), ("ip.login_failed_5m", 1));
}
