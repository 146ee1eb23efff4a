using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Indexing;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Indexing;

/// <summary>Which part of a condition the index looks at first.</summary>
internal sealed class GuardFinderTests
{
    [TestCase("f.ip.requests_5m >= 20", "FeatureAtLeast ip.requests_5m 20")]
    [TestCase("20.0 * 3.0 < f.ip.requests_5m", "FeatureAtLeast ip.requests_5m 60.000004")]
    [TestCase("f.ip.requests_5m > 20 && f.ip.login_failed_5m > 200", "FeatureAtLeast ip.login_failed_5m 200.00002")]
    [TestCase("f.ip.requests_5m < 20 && f.account.new_device", "FeatureAtLeast account.new_device 1E-45")]
    [TestCase("f.ip.requests_5m <= 20", "FeatureAtMost ip.requests_5m 20")]
    [TestCase("f.ip.requests_5m > 2.0 * f.ip.logins_5m", "FeatureAtLeast ip.requests_5m -Infinity")]
    [TestCase("threat(\"scraping\") > 0.5 && f.ip.requests_5m >= 2 && !request.is_browser", "ThreatAtLeast scraping 0.50000006")]
    [TestCase("threat(\"scraping\") >= 0.0", null)]
    [TestCase("risk.score >= 0.5", "RiskAtLeast 0.5")]
    [TestCase("risk.score >= 0.5 || f.ip.requests_5m >= 20", "RiskAtLeast 0.5, FeatureAtLeast ip.requests_5m 20")]
    [TestCase("risk.score >= 0.5 || request.path == \"/\"", null)]
    [TestCase("(risk.score >= 0.5 || request.path == \"/\") && request.has_cookie", "Traits HasCookie")]
    [TestCase("f.session.user_agent_changed && f.session.network_changed && !request.has_clearance", "FeatureAtLeast session.user_agent_changed 1E-45")]
    [TestCase("f.api_key.requests_5m >= 200 && f.api_key.status_404_1h >= 20 || f.api_key.requests_30s >= 300",
        "FeatureAtLeast api_key.requests_5m 200, FeatureAtLeast api_key.requests_30s 300")]
    [TestCase("!(risk.score >= 0.5)", null)]
    [TestCase("false", "")]
    public void Rarest_necessary_part_guards_a_condition(string condition, string? guards)
    {
        var program = CelProgram.Compile(condition, PolicyVocabulary.Environment, out _)!;

        Assert.That(GuardFinder.Find(program.Node) is { } found ? string.Join(", ", found.Select(Text)) : null, Is.EqualTo(guards));
    }

    private static string Text(Guard guard) => guard.Kind switch
    {
        GuardKind.ThreatAtLeast => $"{guard.Kind} {ThreatCatalog.NameOf((Threat)guard.Subject)} {guard.Threshold:R}",
        GuardKind.RiskAtLeast => $"{guard.Kind} {guard.Threshold:R}",
        GuardKind.Traits => $"{guard.Kind} {(RequestTraits)guard.Subject}",
        _ => $"{guard.Kind} {FeatureCatalog.All[guard.Subject].Name} {guard.Threshold:R}",
    };
}
