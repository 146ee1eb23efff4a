using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Profiles;

/// <summary>What a login tells against the account's own past: place, pace, likelihood, resets and sensitive steps.</summary>
internal sealed class TakeoverTests
{
    private static readonly GeoPoint Berlin = GeoPoint.From(52.52, 13.40, 20);
    private static readonly GeoPoint Sydney = GeoPoint.From(-33.87, 151.21, 50);
    private static readonly ClientAgent Chrome = new(AgentFamily.Chrome, 126, AgentSystem.Linux, AgentDevice.Desktop, AgentBot.None);

    [Test]
    public void Speed_between_logins_is_the_great_circle_less_both_radii_over_the_time()
    {
        var store = new FeatureStore();
        store.Apply(Login(At(0, place: Berlin)));

        var vector = store.ApplyAndReadVector(At(2 * 3_600_000, place: Sydney));

        // Berlin to Sydney is 16,096 km; 70 of them may be error; two hours.
        Assert.That(vector.Feature("account.geo_velocity"), Is.EqualTo((16_096 - 70) / 2).Within(20));
    }

    [Test]
    public void Places_within_their_radii_are_no_journey_and_a_place_unknown_says_nothing()
    {
        var store = new FeatureStore();
        store.Apply(Login(At(0, place: Berlin)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.ApplyAndReadVector(At(1_000, place: GeoPoint.From(52.6, 13.5, 20))).Feature("account.geo_velocity"), Is.Zero);
            Assert.That(store.ApplyAndReadVector(At(2_000)).Feature("account.geo_velocity"), Is.NaN);
        }
    }

    [Test]
    public void Likelihood_ratio_is_the_published_one_on_numbers_worked_out_by_hand()
    {
        var store = new FeatureStore();

        // Alice signs in three times from home; five others once each from elsewhere; nothing but the address is told.
        for (var i = 0; i < 3; i++) store.Apply(Login(At(i * 10_000, ip: "203.0.113.9")));
        for (var i = 0; i < 5; i++) store.Apply(Login(At(40_000 + i, ip: $"198.51.{i}.1") with { Account = SampleEvents.Id($"other-{i}") }));

        var home = store.ApplyAndReadVector(At(100_000, ip: "203.0.113.9"));
        var away = store.ApplyAndReadVector(At(101_000, ip: "192.0.2.7"));

        // n = 3; home: every level 3 of 3 against (3 + 1) of (8 + 1); away: none of 3.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                home.Feature("account.login_surprise_network"), Is.EqualTo(-Math.Log2(0.25 + (0.75 * 1 / (4 / 9.0)))).Within(1e-4));
            Assert.That(away.Feature("account.login_surprise_network"), Is.EqualTo(2).Within(1e-4));
        }
    }

    [Test]
    public void Stranger_on_another_agent_surprises_more_than_the_owner_in_another_network()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 20; i++) store.Apply(Login(At(i * 60_000, ip: "203.0.113.9") with { Asn = 64_500, Country = "DE" }));
        for (var i = 0; i < 50; i++)
        {
            store.Apply(Login(At(i * 60_000, ip: $"198.51.100.{i}", userAgent: $"curl/8.{i % 5}") with
            {
                Account = SampleEvents.Id($"other-{i}"), Asn = 64_501, Country = "US", Agent = default,
            }));
        }

        var travelling = store.ApplyAndReadVector(At(4_000_000, ip: "192.0.2.7") with { Asn = 64_500, Country = "DE" });
        var stranger = store.ApplyAndReadVector(At(4_001_000, ip: "198.51.100.3", userAgent: "curl/8.3") with { Asn = 64_501, Country = "US" });

        Assert.That(
            stranger.Feature("account.login_surprise"), Is.GreaterThan(travelling.Feature("account.login_surprise") + 4));
    }

    [Test]
    public void Account_without_a_login_has_no_likelihood()
    {
        var vector = new FeatureStore().ApplyAndReadVector(At(0));

        Assert.That(vector.Feature("account.login_surprise"), Is.NaN);
    }

    [TestCase(3_600_000, 1)]
    [TestCase(3_600_001, 0)]
    public void Login_within_an_hour_of_a_reset_is_flagged(long afterMs, float expected)
    {
        var store = new FeatureStore();
        store.Apply(At(0) with { Operation = Operation.PasswordReset });
        store.Apply(Login(At(afterMs)));

        var vector = store.ApplyAndReadVector(At(afterMs + 60_000) with { Operation = Operation.Page });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("account.login_after_reset"), Is.EqualTo(expected));
            Assert.That(vector.Feature("account.seconds_since_reset"), Is.EqualTo((afterMs + 60_000) / 1000f));
        }
    }

    [TestCase(Operation.Checkout, "phone", 1)]
    [TestCase(Operation.Checkout, "laptop", 0)]
    [TestCase(Operation.Page, "phone", 0)]
    public void Sensitive_step_on_a_device_never_signed_in_on_is_flagged(Operation operation, string device, float expected)
    {
        var store = new FeatureStore();
        store.Apply(Login(At(0, device: "laptop")));

        var vector = store.ApplyAndReadVector(At(100_000, device: device) with { Operation = operation });

        Assert.That(vector.Feature("account.sensitive_on_new_device"), Is.EqualTo(expected));
    }

    [Test]
    public void Names_that_nobody_answers_to_are_counted_and_those_somebody_signed_in_to_are_not()
    {
        var store = new FeatureStore();
        store.Apply(Login(At(0)));
        store.Apply(SampleEvents.Outcome(At(0, account: "newcomer") with { Operation = Operation.Register }, status: 201));
        foreach (var name in new[] { "alice", "newcomer", "admin", "root", "root" })
            store.Apply(Failed(At(120_000, account: name, ip: "198.51.100.1")));

        var vector = store.ApplyAndReadVector(At(121_000, ip: "198.51.100.1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.distinct_unknown_names_5m"), Is.EqualTo(2));
            Assert.That(vector.Feature("network.distinct_unknown_names_24h"), Is.EqualTo(2));
        }
    }

    private static SecurityEvent At(
        long atMs, string account = "alice", string ip = "203.0.113.9", string? device = null,
        GeoPoint place = default, string userAgent = SampleEvents.Browser) =>
        SampleEvents.Request(Operation.Login, account, ip, device, atMs: atMs, userAgent: userAgent) with { Place = place, Agent = Chrome };

    private static SecurityEvent Login(SecurityEvent e) => SampleEvents.Outcome(e, login: LoginOutcome.Succeeded, afterMs: 0);

    private static SecurityEvent Failed(SecurityEvent e) => SampleEvents.Outcome(e, 401, LoginOutcome.Failed, afterMs: 0);
}
