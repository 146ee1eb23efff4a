using SecurityDecisioning.Scoring.Detectors;

namespace SecurityDecisioning.Scoring.Tests.Detectors;

/// <summary>What each detector says of a textbook attack, and what of ordinary people who look a little like it.</summary>
internal sealed class DetectorTests
{
    [Test]
    public void Stuffing_from_one_address_is_high_risk() => Assert.That(
        Triage(Threat.CredentialStuffing, Operation.Login, FeatureVector.Browser(
            ("ip.login_failed_5m", 40), ("ip.login_succeeded_5m", 1), ("ip.distinct_accounts_5m", 41),
            ("ip.login_failed_1h", 200), ("ip.login_succeeded_1h", 3))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void Stuffing_spread_over_addresses_shows_in_the_script_that_sends_it() => Assert.That(
        Triage(Threat.CredentialStuffing, Operation.Login, FeatureVector.Script(
            ("ip.login_failed_5m", 1), ("ip.distinct_accounts_5m", 1), ("account.new_device", 1), ("account.new_user_agent", 1))),
        Is.GreaterThan(RiskLevels.MediumFrom));

    [Test]
    public void Stuffing_over_a_rotating_network_is_seen_at_the_network() => Assert.That(
        Triage(Threat.CredentialStuffing, Operation.Login, FeatureVector.Browser(
            ("ip.login_failed_5m", 2), ("network.login_failed_5m", 80), ("network.login_succeeded_5m", 1),
            ("network.login_failed_1h", 300))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void Stuffing_from_one_cookie_jar_is_seen_at_the_device() => Assert.That(
        Triage(Threat.CredentialStuffing, Operation.Login, FeatureVector.Browser(
            ("device.distinct_accounts_1h", 15), ("device.login_failed_1h", 14), ("device.login_succeeded_1h", 0))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void An_office_behind_one_address_is_not_proposed_for_its_counts()
    {
        var office = FeatureVector.Browser(
            ("ip.login_failed_5m", 9), ("ip.login_succeeded_5m", 30), ("ip.distinct_accounts_5m", 36),
            ("ip.login_failed_1h", 25), ("ip.login_succeeded_1h", 110), ("ip.distinct_accounts_1h", 115),
            ("ip.login_failed_24h", 60), ("ip.login_succeeded_24h", 260), ("ip.distinct_accounts_24h", 120),
            ("account.login_failed_1h", 2), ("account.logins_30s", 1), ("account.login_failed_24h", 2),
            ("ip.requests_5m", 140), ("ip.distinct_paths_5m", 30));

        Assert.That(Propose(Operation.Login, office).Count, Is.Zero);
    }

    [Test]
    public void Somebody_who_forgot_a_password_stays_low() => Assert.That(
        HighestTriage(Operation.Login, FeatureVector.Browser(
            ("account.login_failed_5m", 4), ("account.login_failed_1h", 4), ("account.login_failed_24h", 4),
            ("account.logins_30s", 1), ("ip.login_failed_5m", 4), ("account.known_logins", 12),
            ("account.new_device", 0), ("account.new_network", 0), ("account.new_country", 0), ("account.new_user_agent", 0))),
        Is.LessThan(RiskLevels.MediumFrom));

    [Test]
    public void Cracking_is_seen_whatever_the_addresses() => Assert.That(
        Triage(Threat.CredentialCracking, Operation.Login, FeatureVector.Browser(
            ("account.login_failed_5m", 10), ("account.login_failed_1h", 30), ("account.distinct_ips_1h", 20),
            ("ip.login_failed_5m", 1))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void Spraying_is_seen_over_a_day_from_accounts_that_do_not_succeed() => Assert.That(
        Triage(Threat.PasswordSpraying, Operation.Login, FeatureVector.Browser(
            ("ip.distinct_accounts_24h", 80), ("ip.login_failed_24h", 160), ("ip.login_succeeded_24h", 2),
            ("ip.distinct_accounts_1h", 12), ("ip.login_succeeded_1h", 0))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void Takeover_with_the_right_password_shows_in_what_is_new() => Assert.That(
        Triage(Threat.AccountTakeover, Operation.Login, FeatureVector.Browser(
            ("account.known_logins", 20), ("account.new_device", 1), ("account.new_user_agent", 1),
            ("account.new_network", 1), ("account.new_country", 1), ("account.password_resets_24h", 1))),
        Is.GreaterThan(0.6f));

    [Test]
    public void A_journey_abroad_with_a_known_phone_stays_low() => Assert.That(
        HighestTriage(Operation.Login, FeatureVector.Browser(
            ("account.known_logins", 20), ("account.new_device", 0), ("account.new_user_agent", 0),
            ("account.new_network", 1), ("account.new_country", 1))),
        Is.LessThan(RiskLevels.MediumFrom));

    [Test]
    public void The_first_login_of_an_account_is_no_takeover() => Assert.That(
        Propose(Operation.Login, FeatureVector.Browser(("account.known_logins", 0))).IndexOf(Threat.AccountTakeover),
        Is.LessThan(0));

    [Test]
    public void A_session_on_another_machine_is_high_risk() => Assert.That(
        Triage(Threat.SessionHijacking, Operation.Page, FeatureVector.Browser(
            ("session.device_changed", 1), ("session.user_agent_changed", 1), ("session.network_changed", 1),
            ("session.country_changed", 1))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void A_phone_that_changes_networks_stays_low() => Assert.That(
        HighestTriage(Operation.Page, FeatureVector.Browser(
            ("session.network_changed", 1), ("session.country_changed", 1), ("session.device_changed", 0),
            ("session.user_agent_changed", 0), ("session.distinct_ips_1h", 3))),
        Is.LessThan(RiskLevels.MediumFrom));

    [Test]
    public void Scraping_is_paths_at_an_even_pace_from_a_program() => Assert.That(
        Triage(Threat.Scraping, Operation.Page, FeatureVector.Script(
            ("ip.distinct_paths_5m", 180), ("ip.requests_5m", 400), ("ip.requests_30s", 45), ("ip.distinct_paths_1h", 400),
            ("ip.arrival_variation", 0.2f))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void One_page_fetched_by_a_monitor_is_no_scraping() => Assert.That(
        Propose(Operation.Page, FeatureVector.Script(
            ("ip.distinct_paths_5m", 1), ("ip.distinct_paths_1h", 1), ("ip.requests_5m", 5), ("ip.arrival_variation", 0))).Count,
        Is.Zero);

    [Test]
    public void Registrations_in_bulk_are_high_risk() => Assert.That(
        Triage(Threat.AccountCreationAbuse, Operation.Register, FeatureVector.Script(
            ("ip.registrations_5m", 8), ("ip.registrations_1h", 20), ("ip.registrations_24h", 60))),
        Is.GreaterThan(RiskLevels.HighFrom));

    [Test]
    public void A_first_registration_is_not_proposed() => Assert.That(
        Propose(Operation.Register, FeatureVector.Browser(
            ("ip.registrations_5m", 1), ("ip.registrations_1h", 1), ("ip.registrations_24h", 1),
            ("device.registrations_24h", 1), ("ip.requests_1h", 7))).Count,
        Is.Zero);

    [Test]
    public void An_api_key_used_from_everywhere_and_refused_is_high_risk() => Assert.That(
        Triage(Threat.ApiAbuse, Operation.Api, FeatureVector.Script(
            ("api_key.requests_30s", 200), ("api_key.requests_5m", 1200), ("api_key.status_4xx_5m", 90),
            ("api_key.distinct_ips_1h", 30))),
        Is.GreaterThan(RiskLevels.HighFrom));

    private static float Triage(Threat threat, Operation operation, float[] features) =>
        Propose(operation, features).ProbabilityOf(threat);

    private static float HighestTriage(Operation operation, float[] features)
    {
        var highest = 0f;
        foreach (var candidate in Propose(operation, features).Items)
        {
            highest = Math.Max(highest, candidate.Triage);
        }

        return highest;
    }

    private static CandidateSlate Propose(Operation operation, float[] features)
    {
        var slate = new CandidateSlate();
        DetectorSet.Default.Propose(SampleEvents.Request(operation, session: "s"), features, slate);
        return slate;
    }
}
