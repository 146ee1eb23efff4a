using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>What the prover finds: a table of conditions that people write by mistake, and of some that are right.</summary>
[TestFixture]
internal sealed class ProverTests
{
    [TestCase("f.ip.requests_5m > 10 && f.ip.requests_5m < 5")]
    [TestCase("f.ip.requests_5m > 3 && f.ip.requests_5m < 4", TestName = "{m}(no whole number between)")]
    [TestCase("f.ip.requests_5m < 0")]
    [TestCase("f.ip.requests_5m == 2.5")]
    [TestCase("f.ip.requests_5m > 5000000000.0", TestName = "{m}(beyond what is counted)")]
    [TestCase("f.account.night_share_7d > 1.0")]
    [TestCase("f.account.night_share_7d == 0.1", TestName = "{m}(no 32-bit float)")]
    [TestCase("f.request.hour_utc >= 24")]
    [TestCase("f.account.prior_attacks > 255")]
    [TestCase("threat(\"scraping\") > 1.0")]
    [TestCase("threat(\"scraping\") >= 80")]
    [TestCase("risk.score < 0.5 && threat(\"scraping\") > 0.7")]
    [TestCase("f.ip.requests_5m > 20 && f.ip.requests_1h < 10", TestName = "{m}(a longer window holds as much)")]
    [TestCase("f.ip.requests_30s > 5 && f.ip.requests_5m < 6 && f.ip.requests_5m != 5 && f.ip.requests_30s > 5.0")]
    [TestCase("f.ip.login_failed_5m < 5 && f.ip.login_succeeded_5m > 10 && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m")]
    [TestCase("f.ip.login_failed_5m > 5.0 * f.ip.logins_5m && f.ip.login_failed_5m <= 2.0 * f.ip.logins_5m")]
    [TestCase("f.ip.login_failed_5m - f.ip.logins_5m > 3.0 && f.ip.login_failed_5m < 2")]
    [TestCase("request.operation == \"login\" && request.operation == \"register\"")]
    [TestCase("request.operation == \"login\" && request.operation in [\"page\", \"api\"]")]
    [TestCase("request.path.startsWith(\"/api\") && request.path == \"/shop\"")]
    [TestCase("request.path.startsWith(\"/api\") && request.path.startsWith(\"/shop\")")]
    [TestCase("request.path.startsWith(\"/api/v1\") && !request.path.startsWith(\"/api\")")]
    [TestCase("request.path.endsWith(\".png\") && !request.path.contains(\".\")")]
    [TestCase("request.is_browser && !request.is_browser")]
    [TestCase("request.is_browser == false && request.is_browser")]
    [TestCase("f.account.new_device && !known(f.account.new_device)")]
    [TestCase("!known(f.ip.requests_5m) && f.ip.requests_5m > 5")]
    [TestCase("f.ip.requests_5m != 3 && !known(f.ip.requests_5m)", TestName = "{m}(unknown is not different)")]
    [TestCase("(f.ip.requests_5m > 10 || f.ip.requests_1h > 10) && f.ip.requests_1h < 5 && f.ip.requests_5m >= 0")]
    [TestCase("1 > 2 && f.ip.requests_5m > 3")]
    [TestCase("1 / 0 > 1")]
    [TestCase("request.path.matches(\"^/a\") && !request.path.matches(\"^/a\")", TestName = "{m}(not looked into, and denied)")]
    public void Condition_never_holds(string source) =>
        Assert.That(new Prover().CanFire(Conditions.Of(source)), Is.EqualTo(Answer.Impossible));

    [TestCase("true")]
    [TestCase("f.ip.requests_5m > 3 || !(f.ip.requests_5m > 5)")]
    [TestCase("known(f.ip.requests_5m) || !known(f.ip.requests_5m)")]
    [TestCase("threat(\"scraping\") >= 0.0")]
    [TestCase("risk.score <= 1.0")]
    [TestCase("!(f.ip.requests_5m < 0)")]
    [TestCase("request.operation != \"login\" || request.operation != \"page\"")]
    [TestCase("risk.level in [\"low\", \"medium\", \"high\"]")]
    [TestCase("request.is_browser ? true : !request.is_browser")]
    [TestCase("!known(f.ip.requests_5m) || f.ip.requests_5m >= 0")]
    public void Condition_always_holds(string source) =>
        Assert.That(new Prover().CanBeSilent(Conditions.Of(source)), Is.EqualTo(Answer.Impossible));

    [TestCase("f.ip.requests_5m >= 20", "f.ip.requests_5m > 5")]
    [TestCase("f.ip.requests_5m > 5", "f.ip.requests_5m >= 6")]
    [TestCase("f.ip.requests_5m > 5 && request.is_browser", "f.ip.requests_5m > 5")]
    [TestCase("f.ip.requests_5m > 5", "f.ip.requests_5m > 3 || f.ip.logins_5m > 3")]
    [TestCase("f.ip.requests_5m > 5", "f.ip.requests_1h > 3 || !known(f.ip.requests_1h)")]
    [TestCase("f.ip.login_failed_5m >= 20 && f.ip.login_failed_5m > 5.0 * f.ip.login_succeeded_5m",
        "f.ip.login_failed_5m >= 6 && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m")]
    [TestCase("request.operation == \"login\"", "request.operation in [\"login\", \"register\"]")]
    [TestCase("request.path == \"/api/v1\"", "request.path.startsWith(\"/api\")")]
    [TestCase("request.path.startsWith(\"/api/v1\")", "request.path.contains(\"api\")")]
    [TestCase("threat(\"scraping\") >= 0.9", "risk.score > 0.8")]
    [TestCase("f.ip.requests_5m > 5", "known(f.ip.requests_5m)")]
    public void Condition_implies_the_other(string one, string other) =>
        Assert.That(new Prover().CanDiffer(Conditions.Of(one), Conditions.Of(other)), Is.EqualTo(Answer.Impossible));

    [TestCase("f.ip.requests_5m > 3 && f.ip.requests_5m < 5")]
    [TestCase("f.account.burstiness < -0.5", TestName = "{m}(a ratio below zero)")]
    [TestCase("f.ip.distinct_accounts_5m > 5 && f.ip.distinct_accounts_1h < 5", TestName = "{m}(distinct counts are estimates)")]
    [TestCase("f.ip.requests_5m > f.ip.logins_5m && f.ip.logins_5m > f.ip.login_failed_5m")]
    [TestCase("f.ip.requests_5m < 3 && f.network.requests_5m > 10")]
    [TestCase("request.path.startsWith(\"/a\") && request.path.endsWith(\"a\") && request.path.contains(\"b\")")]
    [TestCase("request.path.matches(\"^/a\") && !request.path.matches(\"^/b\")")]
    [TestCase("f.ip.requests_5m / f.ip.logins_5m > 1e300")]
    public void Condition_can_hold_and_can_fail(string source)
    {
        Assert.That(new Prover().CanFire(Conditions.Of(source)), Is.EqualTo(Answer.Possible));
        Assert.That(new Prover().CanBeSilent(Conditions.Of(source)), Is.EqualTo(Answer.Possible));
    }

    [TestCase("f.ip.requests_5m >= 6", "f.ip.requests_5m >= 20")]
    [TestCase("f.ip.login_failed_5m >= 2.0 * f.ip.logins_5m", "f.ip.login_failed_5m > 1.0 * f.ip.logins_5m", TestName = "{m}(both 0)")]
    [TestCase("f.ip.requests_5m > 5", "f.ip.requests_1h > 3", TestName = "{m}(the other may be unknown)")]
    [TestCase("!(f.ip.requests_5m > 5)", "f.ip.requests_5m <= 5", TestName = "{m}(unknown is not small)")]
    [TestCase("1 / 0 > 1 || request.is_browser", "!(1 / 0 > 1)", TestName = "{m}(what fails is neither)")]
    public void Condition_does_not_imply_the_other(string one, string other) =>
        Assert.That(new Prover().CanDiffer(Conditions.Of(one), Conditions.Of(other)), Is.EqualTo(Answer.Possible));

    [Test]
    public void Search_over_too_many_cases_gives_up()
    {
        // Two to the forty ways through parts that are not looked into; that none leads anywhere shows only behind them.
        var parts = Enumerable.Range(0, 40).Select(i => $"(size(request.path) == {i} || size(request.host) == {i})");
        var source = string.Join(" && ", parts)
            + " && f.ip.logins_24h < 3 && (f.ip.logins_30s > 5 || f.ip.logins_5m > 5 || f.ip.logins_1h > 5)";
        var prover = new Prover();
        Assert.That(prover.CanFire(Conditions.Of(source)), Is.EqualTo(Answer.GaveUp));
        Assert.That(prover.Total, Is.LessThanOrEqualTo(2 * Prover.StepsOfQuestion));
    }
}
