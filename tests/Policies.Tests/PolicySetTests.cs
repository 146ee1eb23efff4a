namespace SecurityDecisioning.Policies.Tests;

[TestFixture]
internal sealed class PolicySetTests
{
    private static readonly SecurityEvent Login = SampleEvents.Request(Operation.Login, account: "alice", device: "laptop");

    [Test]
    public void Nothing_fired_allows()
    {
        var decision = PolicyTexts.Decide(PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5", mode: "enforce")), Login);

        Assert.Multiple(() =>
        {
            Assert.That(decision.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(decision.Rules, Is.Empty);
            Assert.That(decision.Issued, Is.Empty);
            Assert.That(decision.PolicySetHash, Has.Length.EqualTo(16));
        });
    }

    [Test]
    public void Enforced_rule_decides_and_leaves_a_restriction()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 5", "throttle", mode: "enforce", duration: "10m"));

        var decision = PolicyTexts.Decide(set, Login, ("ip.requests_5m", 6));

        Assert.That(decision.Action, Is.EqualTo(ActionKind.Throttle));
        Assert.That(decision.DurationMs, Is.EqualTo(600_000));
        Assert.That(decision.Winner?.Rule, Is.EqualTo("a-rule"));
        var restriction = decision.Issued.Single();
        Assert.Multiple(() =>
        {
            Assert.That(restriction.Entity, Is.EqualTo(EntityKey.OfIp(Login.Ip)));
            Assert.That(restriction.Action, Is.EqualTo(ActionKind.Throttle));
            Assert.That(restriction.FromMs, Is.EqualTo(Login.TimeMs));
            Assert.That(restriction.UntilMs, Is.EqualTo(Login.TimeMs + 600_000));
            Assert.That(restriction.Owner, Is.EqualTo("a-policy"));
            Assert.That(restriction.Decision, Is.EqualTo(Login.Id));
            Assert.That(restriction.Id.UnixMilliseconds, Is.EqualTo(Login.TimeMs));
        });
    }

    [Test]
    public void Shadow_rule_is_recorded_and_changes_nothing()
    {
        var decision = PolicyTexts.Decide(PolicyTexts.Set(PolicyTexts.Rule("true && f.ip.requests_5m > 0")), Login, ("ip.requests_5m", 1));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(decision.ShadowAction, Is.EqualTo(ActionKind.Challenge));
            Assert.That(decision.Rules.Single(), Is.EqualTo(new FiredRule(
                "a-policy", "a-rule", PolicyMode.Shadow, ActionKind.Challenge, RuleOutcome.WonInShadow, Threat.Scraping, "A_REASON", "A reason in plain words.")));
            Assert.That(decision.Issued, Is.Empty);
            Assert.That(decision.Winner, Is.Null);
        });
    }

    [Test]
    public void Policy_that_is_off_is_not_evaluated()
    {
        var decision = PolicyTexts.Decide(PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", mode: "off")), Login, ("ip.requests_5m", 1));

        Assert.That(decision.Rules, Is.Empty);
    }

    [TestCase("throttle", RequestTraits.None, EntityKind.Device, Description = "anybody can type a victim's name")]
    [TestCase("throttle", RequestTraits.AccountVerified, EntityKind.Account)]
    [TestCase("challenge", RequestTraits.None, EntityKind.Account, Description = "the owner passes it")]
    public void Account_that_was_only_named_is_challenged_and_no_more(string action, RequestTraits traits, EntityKind expected)
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", action, scope: "account", mode: "enforce"));

        var decision = PolicyTexts.Decide(set, Login with { Traits = traits }, ("ip.requests_5m", 1));

        Assert.That(decision.Issued.Single().Entity, Is.EqualTo(Login.Entity(expected)));
    }

    [Test]
    public void Strongest_action_wins_and_all_that_fired_are_told()
    {
        var set = PolicyTexts.Set(
            PolicyTexts.Rule("f.ip.requests_5m > 0", "challenge", name: "mild", mode: "enforce"),
            PolicyTexts.Rule("f.ip.requests_5m > 0", "throttle", name: "strong", mode: "enforce"),
            PolicyTexts.Rule("f.ip.requests_5m > 0", "allow", name: "kind", mode: "enforce"));

        var decision = PolicyTexts.Decide(set, Login, ("ip.requests_5m", 1));

        Assert.That(decision.Action, Is.EqualTo(ActionKind.Throttle));
        Assert.That(decision.Rules.Select(r => (r.Policy, r.Won)), Is.EqualTo(new[] { ("mild", false), ("strong", true), ("kind", false) }));
    }

    [Test]
    public void Of_equal_actions_the_more_specific_match_wins()
    {
        var set = PolicyTexts.Set(
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "anywhere", mode: "enforce"),
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "this-route", mode: "enforce", match: "match: { routes: [login] }"),
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "this-operation", mode: "enforce", match: "match: { operations: [login] }"));

        Assert.That(PolicyTexts.Decide(set, Login, ("ip.requests_5m", 1)).Winner?.Policy, Is.EqualTo("this-route"));
    }

    [Test]
    public void Of_equal_actions_and_matches_the_first_wins()
    {
        var set = PolicyTexts.Set(
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "first", mode: "enforce"),
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "second", mode: "enforce"));

        Assert.That(PolicyTexts.Decide(set, Login, ("ip.requests_5m", 1)).Winner?.Policy, Is.EqualTo("first"));
    }

    [TestCase("match: { operations: [login] }", true)]
    [TestCase("match: { operations: [LOGIN] }", true)]
    [TestCase("match: { operations: [page, api] }", false)]
    [TestCase("match: { routes: [login] }", true)]
    [TestCase("match: { routes: [elsewhere] }", false)]
    [TestCase("match: { hosts: [SHOP.example] }", true)]
    [TestCase("match: { hosts: [other.example] }", false)]
    [TestCase("match: { operations: [login], routes: [elsewhere] }", false)]
    public void Policy_is_evaluated_only_where_it_matches(string match, bool fires)
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", match: match));

        Assert.That(PolicyTexts.Decide(set, Login, ("ip.requests_5m", 1)).Rules, Has.Count.EqualTo(fires ? 1 : 0));
    }

    [Test]
    public void Clearance_turns_a_challenge_into_allow()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", mode: "enforce"));
        var cleared = Login with { Traits = Login.Traits | RequestTraits.HasClearance };

        var decision = PolicyTexts.Decide(set, cleared, ("ip.requests_5m", 1));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(decision.ShadowAction, Is.EqualTo(ActionKind.Allow));
            Assert.That(decision.Flags.HasFlag(DecisionFlags.Cleared));
            Assert.That(decision.Issued, Is.Empty);
        });
    }

    [Test]
    public void Clearance_does_not_lift_a_throttle()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", "throttle", mode: "enforce"));
        var cleared = Login with { Traits = Login.Traits | RequestTraits.HasClearance };

        Assert.That(PolicyTexts.Decide(set, cleared, ("ip.requests_5m", 1)).Action, Is.EqualTo(ActionKind.Throttle));
    }

    [Test]
    public void Scope_without_its_entity_falls_back_to_device_then_address()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", scope: "session", mode: "enforce"));

        Assert.Multiple(() =>
        {
            Assert.That(EntityFor(SampleEvents.Request(session: "s", device: "d")).Kind, Is.EqualTo(EntityKind.Session));
            Assert.That(EntityFor(SampleEvents.Request(device: "d")).Kind, Is.EqualTo(EntityKind.Device));
            Assert.That(EntityFor(SampleEvents.Request()).Kind, Is.EqualTo(EntityKind.Ip));
        });

        EntityKey EntityFor(SecurityEvent request) =>
            PolicyTexts.Decide(set, request, ("ip.requests_5m", 1)).Issued.Single().Entity;
    }

    [Test]
    public void Revocation_without_its_entity_falls_on_nobody()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.ip.requests_5m > 0", "revoke", "session", mode: "enforce"));

        Assert.That(PolicyTexts.Decide(set, SampleEvents.Request(device: "d"), ("ip.requests_5m", 1)).Issued, Is.Empty);
    }

    [Test]
    public void One_entity_gets_one_restriction_and_a_decision_at_most_four()
    {
        string[] scopes = ["ip", "ip", "account", "session", "device", "network", "api_key"];
        var set = PolicyTexts.Set([.. scopes.Select((scope, i) => PolicyTexts.Rule(
            "f.ip.requests_5m > 0", i == 1 ? "throttle" : "challenge", scope, $"p-{i}", "enforce"))]);
        var request = SampleEvents.Request(Operation.Api, account: "a", session: "s", device: "d", apiKey: "k");

        var issued = PolicyTexts.Decide(set, request, ("ip.requests_5m", 1)).Issued;

        Assert.That(issued, Has.Count.EqualTo(Decision.MaxIssued));
        Assert.That(issued.Select(r => r.Entity), Is.Unique);
        Assert.That(issued[0].Action, Is.EqualTo(ActionKind.Throttle));
    }

    [Test]
    public void Failing_condition_does_not_fire_and_is_counted()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("1 / size(request.country) == 1 && f.ip.requests_5m > 0"));

        var decision = PolicyTexts.Decide(set, SampleEvents.Request(), ("ip.requests_5m", 1));

        Assert.That(decision.Rules, Is.Empty);
        Assert.That(set.ConditionFailures, Is.EqualTo(1));
    }

    [Test]
    public void Very_many_fired_rules_are_cut_but_never_the_winner()
    {
        var rules = string.Concat(Enumerable.Range(0, 100).Select(i => $$"""

              - name: r-{{i}}
                when: f.ip.requests_5m > 0
                then: { action: {{(i == 99 ? "throttle" : "challenge")}}, scope: ip, duration: 1m }
                reason_code: A_REASON
                reason: A reason in plain words.
            """));
        var set = PolicyTexts.Set($"""
            name: many
            owner: security
            description: For a test.
            threat: scraping
            mode: shadow
            rules:{rules}
            """);

        var decision = PolicyTexts.Decide(set, Login, ("ip.requests_5m", 1));

        Assert.That(decision.Rules, Has.Count.LessThanOrEqualTo(64));
        Assert.That(decision.Rules.Single(r => r.Won).Rule, Is.EqualTo("r-99"));
    }

    [Test]
    public void Deciding_allocates_nothing_when_nothing_fires()
    {
        var set = PolicyTexts.Set([.. Directory.EnumerateFiles(ShippedPack.Folder, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
        var decision = PolicyTexts.Frame(Login, ("ip.login_failed_5m", 3), ("ip.logins_5m", 4), ("account.known_logins", 4));
        for (var i = 0; i < 1000; i++)
        {
            set.Decide(decision);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            set.Decide(decision);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(decision.Rules, Is.Empty);
    }

    [Test]
    public void Numeric_rule_that_fires_allocates_nothing_in_its_condition()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule(
            "f.ip.requests_5m * 2.0 + 1.0 > f.ip.logins_5m / 3.0 && !(threat(\"scraping\") > 0.5) && risk.score <= 0.9 && known(f.ip.logins_5m)"));
        var decision = PolicyTexts.Frame(Login, ("ip.requests_5m", 7), ("ip.logins_5m", 2));
        for (var i = 0; i < 100; i++)
        {
            decision.Rules.Clear();
            set.Decide(decision);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        decision.Rules.Clear();
        set.Decide(decision);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(decision.Rules, Has.Count.EqualTo(1));
    }

    [Test]
    public void Rules_tell_what_they_depend_on()
    {
        var set = PolicyTexts.Set(PolicyTexts.Rule("f.account.new_country && f.ip.login_failed_5m > 3 && threat(\"scraping\") > 0.5"));

        var inputs = set.Policies.Single().Rules.Single().Inputs;

        Assert.That(inputs.Select(i => (i.Name, i.Sensitivity)), Is.EqualTo(new (string, Sensitivity?)[]
        {
            ("f.account.new_country", Sensitivity.Location),
            ("f.ip.login_failed_5m", Sensitivity.Behaviour),
            ("threat(\"scraping\")", null),
        }));
    }
}
