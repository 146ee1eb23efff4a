using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>Location alone never punishes, however the condition is put.</summary>
[TestFixture]
internal sealed class LocationGuardTests
{
    [TestCase("request.country == 'XX'")]
    [TestCase("f.account.new_country")]
    [TestCase("!f.account.new_country")]
    [TestCase("f.account.new_network && request.operation == 'login'")]
    [TestCase("f.ip.requests_5m > 5 || request.country == 'XX'")]
    [TestCase("!(f.ip.requests_5m > 5 && request.country != 'XX')")]
    [TestCase("f.ip.requests_5m > 5 ? true : f.account.distinct_ips_1h > 3")]
    [TestCase("request.ip == '203.0.113.9'")]
    [TestCase("request.country in ['XX', 'YY']")]
    [TestCase("known(f.account.new_country) && request.accepts_html")]
    [TestCase("!(request.country != 'XX' || f.api_key.requests_5m <= 5)")]
    [TestCase("request.country == 'XX' && !(threat('scraping') > 0.5)")]
    [TestCase("true && request.country == 'XX'")]
    [TestCase("['XX', 'YY'].exists(c, c == request.country)")]
    [TestCase("['XX', 'YY'].exists(c, c == request.country || f.ip.requests_5m > 5)")]
    [TestCase("!['XX'].all(c, c != request.country)")]
    [TestCase("cel.bind(c, request.country, c == 'XX')")]
    [TestCase("cel.bind(c, request.country, cel.bind(d, c + 'x', d == 'XXx' && request.accepts_html))")]
    [TestCase("cel.bind(c, request.country == 'XX' || f.ip.requests_5m > 5, c)")]
    [TestCase("cel.bind(c, request.country != 'XX' && f.ip.requests_5m < 5, !c)")]
    [TestCase("[request.country == 'XX' || f.ip.requests_5m > 5].exists(c, c)")]
    [TestCase("(request.country == 'XX' || f.ip.requests_5m > 5) == true")]
    [TestCase("false != (request.country == 'XX' || f.ip.requests_5m > 5)")]
    [TestCase("cidr('203.0.113.0/24').containsIP(request.ip)")]
    [TestCase("[request.country].map(c, c + 'x') == ['XXx']")]
    [TestCase("request.country == 'XX' && f.ip.requests_5m >= 0", TestName = "{m}(a count of at least 0 is no deed)")]
    [TestCase("f.account.new_country && threat('scraping') >= 0.0")]
    [TestCase("f.account.new_country && !(risk.score < 0.0)")]
    [TestCase("f.account.new_country && (f.ip.requests_5m > 5 || f.ip.requests_5m <= 5)")]
    [TestCase("f.account.new_network && f.account.night_share_7d <= 1.0")]
    [TestCase("f.account.new_network && known(f.account.new_device)", TestName = "{m}(that something is known is no deed)")]
    public void Punishing_by_place_is_refused(string when)
    {
        foreach (var action in new[] { "challenge", "throttle" })
        {
            var result = PolicyLoader.LoadText("p.yaml", PolicyTexts.Rule($"\"{when}\"", action));
            Assert.That(result.Problems.Select(p => p.Code), Is.EqualTo(new[] { "location-alone" }), when);
        }
    }

    [TestCase("request.country == 'XX' && f.ip.login_failed_5m > 5")]
    [TestCase("f.account.new_country && f.account.new_device")]
    [TestCase("request.country == 'XX' && !request.is_browser")]
    [TestCase("f.account.distinct_ips_1h * f.account.login_failed_1h > 30")]
    [TestCase("threat('account_takeover') > 0.7 && f.account.new_network")]
    [TestCase("f.ip.requests_5m > 5 ? request.country == 'XX' : false")]
    [TestCase("request.country == 'XX' && f.ip.requests_5m >= 1")]
    [TestCase("false && request.country == 'XX' || f.ip.requests_5m > 5")]
    [TestCase("['XX', 'YY'].exists(c, c == request.country) && f.ip.requests_5m > 5")]
    [TestCase("['XX', 'YY'].exists(c, c == request.country && f.ip.requests_5m > 5)")]
    [TestCase("cel.bind(c, request.country == 'XX', c && f.ip.requests_5m > 5)")]
    [TestCase("(request.country == 'XX') == true && f.account.new_device == true")]
    [TestCase("cel.bind(n, f.ip.requests_5m, n > 5 && request.country == 'XX')")]
    public void Place_together_with_a_deed_is_accepted(string when)
    {
        var result = PolicyLoader.LoadText("p.yaml", PolicyTexts.Rule($"\"{when}\""));

        Assert.That(result.Problems.Select(p => p.ToString()), Is.Empty);
    }

    [Test]
    public void Choices_within_choices_are_followed_once_each()
    {
        var condition = string.Concat(Enumerable.Repeat("(", 45)) + "f.account.new_device"
            + string.Concat(Enumerable.Repeat(" ? f.ip.requests_5m > 5 : f.ip.requests_5m > 6)", 45));
        var result = PolicyLoader.LoadText("p.yaml", PolicyTexts.Rule($"\"{condition}\""));

        Assert.That(result.Problems.Select(p => p.ToString()), Is.Empty);
    }

    [Test]
    public void Allowing_by_place_is_accepted() =>
        Assert.That(PolicyLoader.LoadText("p.yaml", PolicyTexts.Rule("\"request.country == 'XX'\"", "allow")).Set, Is.Not.Null);
}
