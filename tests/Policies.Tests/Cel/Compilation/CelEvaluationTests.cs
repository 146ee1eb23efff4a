using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel.Compilation;

[TestFixture]
internal sealed class CelEvaluationTests
{
    [TestCase("9223372036854775807 + 1")]
    [TestCase("-9223372036854775808 - 1")]
    [TestCase("9223372036854775807 * 2")]
    [TestCase("-9223372036854775808 / -1")]
    [TestCase("1 / 0")]
    [TestCase("1 % 0")]
    [TestCase("0u - 1u")]
    [TestCase("-(-9223372036854775808)")]
    [TestCase("[1][1]")]
    [TestCase("{'a': 1}['b']")]
    [TestCase("{'a': 1, 'a': 2}")]
    [TestCase("int('x')")]
    [TestCase("uint(-1)")]
    [TestCase("int(1e300)")]
    public void Failing_expression_gives_an_error_value(string source) =>
        Assert.That(CelTexts.Evaluate(source).IsError, source);

    [TestCase("1 / 0 > 1 || true", "true")]
    [TestCase("true || 1 / 0 > 1", "true")]
    [TestCase("1 / 0 > 1 && false", "false")]
    [TestCase("false && 1 / 0 > 1", "false")]
    [TestCase("false || 1 / 0 > 1 || true", "true")]
    [TestCase("1 < 1.5 && 2u > 1 && 1.0 <= 1u", "true")]
    [TestCase("'\U0001F431' > '\uFFFD'", "true")]
    [TestCase("size('\U0001F431a')", "2")]
    [TestCase("'abc'.matches('^a.c$')", "true")]
    [TestCase("7 in [1, 7u, 2]", "true")]
    [TestCase("{1: 'a'}[1u]", "\"a\"")]
    [TestCase("-7 / 2", "-3")]
    [TestCase("-7 % 2", "-1")]
    [TestCase("0.0 / 0.0 == 0.0 / 0.0", "false")]
    [TestCase("type(1u) == uint", "true")]
    [TestCase("string(1.5) + 'x'", "\"1.5x\"")]
    public void Expression_evaluates_as_the_language_says(string source, string value) =>
        Assert.That(CelTexts.Evaluate(source).ToString(), Is.EqualTo(value));

    [TestCase("f.ip.logins_5m > 0")]
    [TestCase("f.ip.logins_5m < 0")]
    [TestCase("f.ip.logins_5m == 0")]
    [TestCase("f.ip.logins_5m != 0")]
    [TestCase("0 >= f.ip.logins_5m")]
    [TestCase("f.ip.logins_5m + 1.0 >= 0.0")]
    [TestCase("f.ip.logins_5m != f.ip.requests_5m")]
    [TestCase("f.account.new_device")]
    [TestCase("known(f.ip.logins_5m)")]
    public void Comparison_with_an_unknown_feature_is_false(string source) =>
        Assert.That(Test(source, PolicyTexts.Frame(SampleEvents.Request(), ("ip.requests_5m", 3))), Is.EqualTo(Truth.False));

    [TestCase("f.ip.logins_5m == 3", true)]
    [TestCase("f.ip.logins_5m != 3", false)]
    [TestCase("3 == f.ip.logins_5m", true)]
    [TestCase("2 < f.ip.logins_5m", true)]
    [TestCase("4 < f.ip.logins_5m", false)]
    [TestCase("4u >= f.ip.logins_5m", true)]
    [TestCase("-f.ip.logins_5m < -2.5", true)]
    [TestCase("f.ip.logins_5m / f.ip.requests_5m >= 0.5", true)]
    [TestCase("2.0 * f.ip.logins_5m - 1.0 == 5.0", true)]
    [TestCase("f.account.new_device && known(f.account.new_device)", true)]
    [TestCase("f.ip.logins_5m in [1.0, 3.0]", true)]
    [TestCase("f.ip.logins_5m > 9007199254740993", false)]
    public void Known_features_compare_as_numbers(string source, bool expected) =>
        Assert.That(
            Test(source, PolicyTexts.Frame(
                SampleEvents.Request(), ("ip.logins_5m", 3), ("ip.requests_5m", 6), ("account.new_device", 1))),
            Is.EqualTo(expected ? Truth.True : Truth.False));

    [TestCase("request.operation == 'login' && request.method == 'POST'")]
    [TestCase("request.path == '/login' && request.host == 'shop.example' && request.route == 'login'")]
    [TestCase("request.ip == '203.0.113.9' && request.country == 'PT'")]
    [TestCase("request.is_browser && request.accepts_html && !request.has_clearance && !request.forged_token")]
    [TestCase("account.known && device.known && !session.known && !api_key.known && ip.known")]
    [TestCase("threat('credential_stuffing') > 0.69 && threat('scraping') == 0.0")]
    [TestCase("risk.score > 0.69 && risk.level == 'high' && restriction.action == 'throttle'")]
    [TestCase("request.user_agent.contains('Chrome')")]
    public void Variables_read_the_decision(string source)
    {
        var decision = PolicyTexts.Frame(SampleEvents.Request(
            Operation.Login, account: "alice", device: "laptop", path: "/login", country: "PT"));
        decision.Candidates.Propose(Threat.CredentialStuffing, 0.7f);
        decision.Risk = 0.7f;
        decision.Applied = new Restriction
        {
            Id = default,
            Entity = default,
            Action = ActionKind.Throttle,
            FromMs = 0,
            UntilMs = 1,
            Origin = RestrictionOrigin.Policy,
            Owner = "",
            ReasonCode = "",
            Reason = "",
        };

        Assert.That(Test(source, decision), Is.EqualTo(Truth.True));
    }

    private static Truth Test(string source, Decision decision)
    {
        var program = CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems);
        Assert.That(problems, Is.Empty);
        return program!.Node.Test(new EvaluationFrame(decision));
    }
}
