namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>What becomes of a winner: escalation, obligations, review, challenges.</summary>
internal sealed class ResolutionTests
{
    private static readonly SecurityEvent Page = SampleEvents.Request(Operation.Page, account: "alice", device: "laptop") with
    {
        Traits = RequestTraits.AccountVerified,
    };

    [TestCase(0, 60)]
    [TestCase(1, 3_600)]
    [TestCase(2, 86_400)]
    [TestCase(32, 86_400)]
    public void Repeat_lasts_longer(byte restrictions, int seconds)
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true", ActionKind.Throttle) { Escalation = [3_600_000, 86_400_000] }));

        var decision = PolicyTexts.Frame(Page, ("ip.prior_restrictions", 9));
        decision.Repeats[(int)EntityKind.Ip] = restrictions;
        set.Decide(decision);

        Assert.That(decision.DurationMs, Is.EqualTo(seconds * 1_000L));
        Assert.That(decision.Issued.Single().UntilMs, Is.EqualTo(Page.TimeMs + decision.DurationMs));
    }

    [Test]
    public void Winners_obligations_come_first_and_no_header_twice()
    {
        Obligation tag = new(ObligationKind.Tag, "sale"), first = new(ObligationKind.Header, "X-Risk-Tag", "mild");
        Obligation second = new(ObligationKind.Header, "x-risk-TAG", "strong"), shadow = new(ObligationKind.Webhook, "soc");
        var set = MadePolicy.Set(
            new MadePolicy("tags", new MadeRule("true", ActionKind.Allow, EntityKind.None, 0) { Obligations = [tag, first] }),
            new MadePolicy("shadow", new MadeRule("true") { Obligations = [shadow] }) { Mode = PolicyMode.Shadow },
            new MadePolicy("wins", new MadeRule("true", ActionKind.Throttle) { Obligations = [second, tag] }));

        Assert.That(PolicyTexts.Decide(set, Page).Obligations, Is.EqualTo(new[] { second, tag }));
    }

    [Test]
    public void Obligations_are_bounded()
    {
        var set = MadePolicy.Set(Enumerable.Range(0, 30).Select(i => new MadePolicy(
            $"p{i}", new MadeRule("true", ActionKind.Allow, EntityKind.None, 0) { Obligations = [new(ObligationKind.Tag, $"t{i}")] })));

        Assert.That(PolicyTexts.Decide(set, Page).Obligations, Has.Count.EqualTo(Decision.MaxObligations));
    }

    [Test]
    public void Revocation_of_an_account_waits_for_a_person_and_challenges_meanwhile()
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true", ActionKind.Revoke, EntityKind.Account)
        {
            Obligations = [new(ObligationKind.Review, "required")],
        }));

        var decision = PolicyTexts.Decide(set, Page);

        Assert.Multiple(() =>
        {
            Assert.That((decision.Action, decision.ChallengeKind), Is.EqualTo((ActionKind.Challenge, ChallengeKind.StepUp)));
            Assert.That(decision.Flags.HasFlag(DecisionFlags.ReviewRequired));
            Assert.That(decision.Rules.Single().Outcome, Is.EqualTo(RuleOutcome.HeldForReview));
            Assert.That(decision.Winner?.Proposed, Is.EqualTo(ActionKind.Revoke));
            Assert.That(decision.Issued.Single() is { Action: ActionKind.Challenge, Challenge: ChallengeKind.StepUp });
        });
    }

    [Test]
    public void Throttle_is_stronger_than_a_revocation_that_waits()
    {
        var set = MadePolicy.Set(
            new MadePolicy("waits", new MadeRule("true", ActionKind.Revoke, EntityKind.Account)
            {
                Obligations = [new(ObligationKind.Review, "required")],
            }),
            new MadePolicy("slows", new MadeRule("true", ActionKind.Throttle)));

        var decision = PolicyTexts.Decide(set, Page);

        Assert.That(decision.Action, Is.EqualTo(ActionKind.Throttle));
        Assert.That(decision.Flags.HasFlag(DecisionFlags.ReviewRequired), "a person still looks at it");
    }

    [TestCase(RequestTraits.None, ActionKind.Challenge)]
    [TestCase(RequestTraits.HasClearance, ActionKind.Challenge, Description = "a computation says nothing of who it is")]
    [TestCase(RequestTraits.SignedInRecently, ActionKind.Allow)]
    public void Step_up_is_passed_by_signing_in_only(RequestTraits traits, ActionKind action)
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true") { Challenge = ChallengeKind.StepUp }));

        Assert.That(PolicyTexts.Decide(set, Page with { Traits = traits }).Action, Is.EqualTo(action));
    }

    [TestCase(Operation.Login)]
    [TestCase(Operation.PasswordReset)]
    [TestCase(Operation.Register)]
    public void Who_signs_in_is_not_sent_to_sign_in(Operation operation)
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true") { Challenge = ChallengeKind.StepUp }));

        var decision = PolicyTexts.Decide(set, Page with { Operation = operation });

        Assert.That((decision.Action, decision.ChallengeKind), Is.EqualTo((ActionKind.Challenge, ChallengeKind.ProofOfWork)));
    }

    [Test]
    public void Step_up_is_stronger_than_a_proof_of_work()
    {
        var set = MadePolicy.Set(
            new MadePolicy("work", new MadeRule("true")) { Routes = [Page.Route] },
            new MadePolicy("who", new MadeRule("true") { Challenge = ChallengeKind.StepUp }));

        Assert.That(PolicyTexts.Decide(set, Page).Winner?.Policy, Is.EqualTo("who"));
    }

    [Test]
    public void Step_up_falls_on_no_account_that_anybody_could_have_typed()
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true", Scope: EntityKind.Account) { Challenge = ChallengeKind.StepUp }));

        Assert.That(
            PolicyTexts.Decide(set, Page with { Traits = RequestTraits.None }).Issued.Single().Entity.Kind, Is.EqualTo(EntityKind.Device));
    }

    [TestCase("X-Risk-Tag", true)]
    [TestCase("x_risk-TAG", true)]
    [TestCase("X-Risk-Tags", false)]
    [TestCase("", false)]
    public void Set_knows_the_headers_that_it_writes(string name, bool written)
    {
        var set = MadePolicy.Set(new MadePolicy("p", new MadeRule("true") { Obligations = [new(ObligationKind.Header, "X-Risk-Tag", "v")] }));

        Assert.That(set.WritesHeader(name), Is.EqualTo(written));
        Assert.That(set.WritesHeader(new string('x', 4_000)), Is.False);
        Assert.That(PolicySet.Empty.WritesHeader(name), Is.False);
    }

    [TestCase("routes", "paths")]
    [TestCase("paths", "hosts")]
    [TestCase("hosts", "methods")]
    [TestCase("methods", "operations")]
    [TestCase("operations", "")]
    public void Closer_match_wins_over_all_that_is_less_close(string closer, string other)
    {
        string[] order = ["routes", "paths", "hosts", "methods", "operations", ""];
        var set = PolicyTexts.Set(
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "a-rest", mode: "enforce", match: Match(order[Array.IndexOf(order, other)..])),
            PolicyTexts.Rule("f.ip.requests_5m > 0", name: "b-closer", mode: "enforce", match: Match([closer])));

        Assert.That(PolicyTexts.Decide(set, Page, ("ip.requests_5m", 1)).Winner?.Policy, Is.EqualTo("b-closer"));

        static string Match(string[] parts) => parts is [""] ? "" : "match: { " + string.Join(", ", parts.Where(p => p != "").Select(p =>
            p + ": [" + p switch
            {
                "routes" => Page.Route,
                "paths" => Page.Path,
                "hosts" => Page.Host,
                "methods" => RequestMethods.NameOf(Page.Method),
                _ => "page",
            } + "]")) + " }";
    }
}
