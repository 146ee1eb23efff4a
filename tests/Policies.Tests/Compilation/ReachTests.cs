using System.Globalization;
using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Tests.Compilation;

/// <summary>Which requests a policy looks at, and when and where it is in force.</summary>
[TestFixture]
internal sealed class ReachTests
{
    [TestCase("/login", "/login", true)]
    [TestCase("/login", "/LOGIN/", true, Description = "to many servers it is the same page")]
    [TestCase("/login", "/login2", false)]
    [TestCase("/login", "/", false)]
    [TestCase("/admin/*", "/admin", true)]
    [TestCase("/admin/*", "/admin/", true)]
    [TestCase("/admin/*", "/Admin/users/1", true)]
    [TestCase("/admin/*", "/administrator", false)]
    [TestCase("/*", "/anything", true)]
    [TestCase("/*", "/", true)]
    [TestCase("/", "/", true)]
    [TestCase("/", "/a", false)]
    public void Path_is_exact_or_everything_at_and_below_a_prefix(string pattern, string path, bool matches) =>
        Assert.That(PathPatterns.Of([pattern])!.Match(path), Is.EqualTo(matches));

    [TestCase("methods: [POST]", true)]
    [TestCase("methods: [GET, PUT]", false)]
    [TestCase("paths: [/login]", true)]
    [TestCase("paths: [/api/*]", false)]
    [TestCase("hosts: [SHOP.example]", true)]
    [TestCase("methods: [POST], paths: [/login], hosts: [other.example]", false)]
    public void Every_list_of_a_match_must_fit(string match, bool fires) =>
        Assert.That(Fires($"match: {{ {match} }}", Request), Is.EqualTo(fires));

    [TestCase("2026-06-30T23:59:59.999Z", true)]
    [TestCase("2026-07-01T00:00:00Z", false)]
    public void Expired_policy_is_off_from_that_moment_of_the_event(string moment, bool fires) =>
        Assert.That(Fires("expires: 2026-07-01", Request with { TimeMs = Ms(moment) }), Is.EqualTo(fires));

    [TestCase("{ only: [de, FR] }", "DE", true)]
    [TestCase("{ only: [DE, FR] }", "US", false)]
    [TestCase("{ only: [DE, FR] }", "", false, Description = "nobody knows where that is")]
    [TestCase("{ except: [US] }", "DE", true)]
    [TestCase("{ except: [US] }", "US", false)]
    [TestCase("{ except: [US] }", "", true)]
    public void Jurisdiction_goes_by_the_country_of_the_event(string jurisdictions, string country, bool fires) =>
        Assert.That(Fires($"jurisdictions: {jurisdictions}", Request with { Country = country }), Is.EqualTo(fires));

    [TestCase("2026-11-27T09:00:00+01:00", true)]
    [TestCase("2026-11-28T09:00:00+01:00", false)]
    public void Schedule_goes_by_the_time_of_the_event(string moment, bool fires) => Assert.That(
        Fires("schedule: { timezone: Europe/Berlin, windows: ['* 8-17 * * mon-fri'] }", Request with { TimeMs = Ms(moment) }),
        Is.EqualTo(fires));

    [Test]
    public void Policy_without_conditions_of_time_and_place_asks_for_none()
    {
        var summary = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5")).Policies[0];

        Assert.That(PolicyForce.Of(summary), Is.Null);
        Assert.That(PathPatterns.Of(summary.Paths), Is.Null);
    }

    [Test]
    public void Summary_tells_what_the_document_says()
    {
        var policy = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5", match: """
            rollout: 25%
            expires: 2027-01-01
            schedule: { timezone: Europe/Berlin, windows: ["* * * * *"], campaigns: [{ name: sale, from: 2026-01-01, until: 2026-01-02 }] }
            jurisdictions: { except: [us] }
            consent: [device]
            budget: { overturned: 2.5%, window: 7d, at_least: 20 }
            """)).Policies[0];

        Assert.Multiple(() =>
        {
            Assert.That(policy.Rollout, Is.EqualTo(25));
            Assert.That(policy.ExpiresMs, Is.EqualTo(Ms("2027-01-01T00:00:00Z")));
            Assert.That(policy.Schedule!.Campaigns, Is.EqualTo(new[] { new PolicyCampaign("sale", Ms("2026-01-01T00:00:00Z"), Ms("2026-01-02T00:00:00Z")) }));
            Assert.That(policy.Jurisdictions!.Except, Is.EqualTo(new[] { "US" }));
            Assert.That(policy.Consent, Is.EqualTo(new[] { "device" }));
            Assert.That(policy.Budget, Is.EqualTo(new FalsePositiveBudget(0.025, 7 * 86_400_000L, 20)));
            Assert.That((policy.Rules[0].Line, policy.Rules[0].ConditionLine, policy.Rules[0].ConditionColumn), Is.EqualTo((13, 14, 11)));
        });
    }

    private static SecurityEvent Request { get; } = new()
    {
        Id = EventId.New(1), Kind = EventKind.Request, TimeMs = Ms("2026-01-05T12:00:00Z"), Method = RequestMethod.Post, Path = "/login",
        Host = "shop.example", Operation = Operation.Login, Country = "DE",
    };

    private static bool Fires(string lines, SecurityEvent request) =>
        PolicyTexts.Decide(PolicyTexts.Set(PolicyTexts.Rule("true", action: "allow", match: lines)), request).Rules.Count == 1;

    private static long Ms(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
