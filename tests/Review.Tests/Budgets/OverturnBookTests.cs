using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Review.Tests.Budgets;

internal sealed class OverturnBookTests
{
    private const long Start = 1_700_000_000_000;
    private const long Day = 24L * 3600 * 1000;

    private static readonly FalsePositiveBudget TwoPercent = new(0.02, 7 * Day, 20);

    private readonly OverturnBook _book = new(_ => true);

    [SetUp]
    public void Empty()
    {
        using var stream = new MemoryStream();
        new OverturnBook(_ => true).Write(new BinaryWriter(stream));
        stream.Position = 0;
        _book.ReadFrom(new BinaryReader(stream));
    }

    [Test]
    public void Verdicts_that_confirm_people_safe_exceed_the_budget_once_there_are_enough()
    {
        for (var i = 0; i < 20; i++)
        {
            Take(_book, Decided($"user-{i}", ActionKind.Throttle));
        }

        for (var i = 0; i < 4; i++)
        {
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe));
        }

        Assert.That(Judged(), Is.Null, "four people are too few to judge a policy by");
        _book.Take(Found("user-4", Verdict.ConfirmedSafe));

        var breach = Judged()!;
        Assert.That((breach.Policy, breach.Counts.Touched, breach.Counts.Overturned), Is.EqualTo(("login", 20, 5)));
        Assert.That(breach.AtLeast, Is.GreaterThan(0.02).And.LessThan(0.25));
    }

    [Test]
    public void Other_verdicts_other_policies_and_cases_about_a_policy_itself_count_for_nothing()
    {
        for (var i = 0; i < 20; i++)
        {
            Take(_book, Decided($"user-{i}", ActionKind.Throttle));
            _book.Take(Found($"user-{i}", i % 2 == 0 ? Verdict.Dismissed : Verdict.ConfirmedCompromised));
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe) with { Policy = "scraping" });
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe) with { Policy = "" });
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe) with { Entity = default });
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe) with { Closing = null });
        }

        Assert.That(_book.Count("login", Start), Is.EqualTo(new SubjectCounts(20, 0, 0)));
        Assert.That(_book.Count("login", 0), Is.EqualTo(new SubjectCounts(20, 0, 0)));
    }

    [Test]
    public void Somebody_acted_upon_a_thousand_times_and_cleared_ten_times_counts_once()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Take(_book, Decided("alice", ActionKind.Throttle));
            _book.Take(Found("alice", Verdict.ConfirmedSafe));
            Take(_book, Cleared("alice"));
        }

        Assert.That(_book.Count("login", Start), Is.EqualTo(new SubjectCounts(1, 1, Start)));
    }

    [Test]
    public void Challenges_passed_by_established_accounts_exceed_the_budget()
    {
        for (var i = 0; i < 20; i++)
        {
            Take(_book, Decided($"user-{i}", ActionKind.Challenge));
        }

        for (var i = 0; i < 5; i++)
        {
            Take(_book, Cleared($"user-{i}", ip: $"198.51.{i}.7"));
        }

        Assert.That(Judged()!.Counts.Overturned, Is.EqualTo(5));
    }

    /// <summary>
    /// Whoever attacks would like to switch the policy off that is in their way. A program passes a proof of work as often as it is
    /// asked to; what it does not have is accounts with a history, on their own devices, in many networks.
    /// </summary>
    [Test]
    public void Attacker_who_passes_challenges_does_not_switch_a_policy_off()
    {
        for (var i = 0; i < 250; i++)
        {
            // Accounts made up or taken over with a list of passwords: no history, or not on the owner's device.
            Take(_book, Cleared($"new-{i}", logins: 0, ip: $"203.0.{i}.1"));
            Take(_book, Cleared($"stolen-{i}", newDevice: 1, ip: $"203.0.{i}.1"));
            Take(_book, Cleared($"made-last-week-{i}", ageDays: 6, ip: $"203.0.{i}.1"));
            Take(_book, Cleared($"found-out-{i}", attacks: 1, ip: $"203.0.{i}.1"));
            // One account of theirs that has a history, again and again, from everywhere.
            Take(_book, Cleared("own", ip: $"203.0.{i}.1"));
            // A collection of accounts with a history, used from one place.
            Take(_book, Cleared($"collected-{i}", ip: "192.0.2.9"));
        }

        var counts = _book.Count("login", Start);
        Assert.That(counts.Overturned, Is.EqualTo(2), "one account, and one place");
        Assert.That(Judged(), Is.Null);
    }

    [Test]
    public void Unknown_features_establish_nobody()
    {
        var decision = Cleared("alice");
        decision.Features.AsSpan().Fill(float.NaN);
        Assert.That(EstablishedAccount.Is(decision), Is.False);
        Assert.That(EstablishedAccount.Is(Cleared("alice")), Is.True);
    }

    [Test]
    public void What_did_nothing_to_anybody_is_not_counted()
    {
        Take(_book, Decided("alice", ActionKind.Allow));
        foreach (var flag in new[] { DecisionFlags.NotEnforced, DecisionFlags.FailedClosed, DecisionFlags.FailedOpen })
        {
            var decision = Decided("alice", ActionKind.Throttle);
            decision.Flags |= flag;
            Take(_book, decision);
        }

        var byPerson = Decided("alice", ActionKind.Throttle);
        byPerson.Rules.Clear();
        byPerson.Applied = Standing(RestrictionOrigin.Analyst);
        Take(_book, byPerson);

        Assert.That(_book.Count("login", 0), Is.EqualTo(default(SubjectCounts)));
    }

    [Test]
    public void Restriction_that_a_policy_left_is_that_policys_doing()
    {
        var held = Decided("alice", ActionKind.Throttle);
        held.Rules.Clear();
        held.Applied = Standing(RestrictionOrigin.Policy);
        Take(_book, held);

        Assert.That(_book.Count("login", Start).Touched, Is.EqualTo(1));
    }

    [Test]
    public void Window_and_a_persons_word_leave_what_was_before_behind()
    {
        for (var i = 0; i < 30; i++)
        {
            Take(_book, Decided($"user-{i}", ActionKind.Throttle));
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe));
        }

        Assert.That(_book.Judge("login", TwoPercent, Start + 1, 0), Is.Not.Null);
        Assert.That(_book.Judge("login", TwoPercent, Start + (8 * Day), 0), Is.Null);
        Assert.That(_book.Judge("login", TwoPercent, Start + 1, sinceMs: Start + 1), Is.Null, "put back in force by a person since");
    }

    [Test]
    public void Policies_without_a_budget_cost_nothing_and_too_many_are_not_counted()
    {
        var none = new OverturnBook(_ => false);
        Take(none, Decided("alice", ActionKind.Throttle));
        Assert.That(none.Subjects, Is.Zero);

        for (var i = 0; i < 2 * OverturnBook.MaxPolicies; i++)
        {
            Take(_book, Decided("alice", ActionKind.Throttle, $"policy-{i}"));
        }

        Assert.That(_book.Subjects, Is.EqualTo(OverturnBook.MaxPolicies));
    }

    /// <summary>Judged at each new subject, 1,000 times over: ten are to be expected at most.</summary>
    [TestCase(0.02)]
    [TestCase(0.10)]
    public void Policy_that_keeps_to_its_budget_is_hardly_ever_sent_back_however_often_it_is_judged(double rate)
    {
        var (random, sentBack) = (new Random(3), 0);
        for (var run = 0; run < 1_000; run++)
        {
            var (overturned, isOver) = (0, false);
            for (var touched = 1; touched <= 2_000; touched++)
            {
                overturned += random.NextDouble() < rate ? 1 : 0;
                isOver |= touched >= 20 && overturned >= OverturnBook.FewestOverturned
                    && Review.Canaries.DepartureTest.IsAbove(overturned, touched, rate, 0.01);
            }

            sentBack += isOver ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{sentBack} of 1000");
        Assert.That(sentBack, Is.LessThan(22), "more has a chance of one in a thousand");
    }

    [Test]
    public void Counts_read_back_the_same()
    {
        for (var i = 0; i < 50; i++)
        {
            Take(_book, Decided($"user-{i}", ActionKind.Throttle, i % 2 == 0 ? "login" : "scraping"));
            _book.Take(Found($"user-{i}", Verdict.ConfirmedSafe));
        }

        using var stream = new MemoryStream();
        _book.Write(new BinaryWriter(stream));
        stream.Position = 0;
        var read = new OverturnBook(_ => true);
        read.ReadFrom(new BinaryReader(stream));

        Assert.That(read.Count("login", 0), Is.EqualTo(_book.Count("login", 0)));
        Assert.That(read.Count("scraping", 0), Is.EqualTo(_book.Count("scraping", 0)));
        Assert.That(read.Judge("login", TwoPercent, Start, 0), Is.EqualTo(Judged()));
    }

    private static void Take(OverturnBook book, Decision decision)
    {
        if (PolicyTouch.Of(decision) is { } touch)
        {
            book.Take(touch);
        }
    }

    private BudgetBreach? Judged() => _book.Judge("login", TwoPercent, Start + Day, 0);

    private static Decision Decided(string account, ActionKind action, string policy = "login", string ip = "198.51.100.7")
    {
        Assert.That(ClientAddress.TryParse(ip, out var address), Is.True);
        var decision = new Decision
        {
            Event = new SecurityEvent
            {
                Id = new EventId((ulong)Start << 16, 1), Kind = EventKind.Request, TimeMs = Start, Account = SampleEvents.Id(account), Ip = address,
            },
            Action = action,
        };
        decision.Rules.Add(new FiredRule(
            policy, "rule", PolicyMode.Enforce, action, RuleOutcome.Won, Threat.CredentialStuffing, "CODE", "Why"));
        return decision;
    }

    /// <summary>A challenge that had been passed: by somebody with a history, where nothing else is said.</summary>
    private static Decision Cleared(
        string account, int logins = 5, int newDevice = 0, int ageDays = 7, int attacks = 0, string ip = "198.51.100.7")
    {
        var decision = Decided(account, ActionKind.Allow, ip: ip);
        decision.Flags |= DecisionFlags.Cleared;
        decision.Rules[0] = decision.Rules[0] with { Proposed = ActionKind.Challenge, Outcome = RuleOutcome.Cleared };
        var features = decision.Features;
        features[FeatureCatalog.IndexOf("account.known_logins")] = logins;
        features[FeatureCatalog.IndexOf("account.new_device")] = newDevice;
        features[FeatureCatalog.IndexOf("account.seconds_since_first")] = ageDays * 86_400;
        features[FeatureCatalog.IndexOf("device.seconds_since_first")] = ageDays * 86_400;
        features[FeatureCatalog.IndexOf("account.prior_attacks")] = attacks;
        return decision;
    }

    private static Case Found(string account, Verdict verdict) => new()
    {
        Id = EventId.New(Start), Origin = CaseOrigin.Person, OpenedMs = Start, OpenedBy = "ann", Reason = "odd",
        Entity = EntityKey.Of(EntityKind.Account, SampleEvents.Id(account)), Policy = "login",
        Closing = new CaseClosing(verdict, "ben", Start, "asked them"),
    };

    private static Restriction Standing(RestrictionOrigin origin) => new()
    {
        Id = new EventId(1, 1), Entity = EntityKey.Of(EntityKind.Account, SampleEvents.Id("alice")), Action = ActionKind.Throttle,
        FromMs = Start, UntilMs = Start + Day, Origin = origin, Owner = "login", ReasonCode = "CODE", Reason = "Why",
    };
}
