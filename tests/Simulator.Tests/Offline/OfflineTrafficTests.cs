using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Tests.Offline;

internal sealed class OfflineTrafficTests
{
    private static readonly Scenario World = Scenario.Create(new ScenarioOptions
    {
        Seed = 11,
        Pace = Pace.Natural(TimeSpan.FromDays(3)),
        Population = 0.4,
        Campaigns = 2,
        Intensity = 0.5,
    });

    private static readonly List<LabelledEvent> Events = [.. OfflineTraffic.Of(World)];

    [Test]
    public void Events_come_in_order_of_time() =>
        Assert.That(Events.Zip(Events.Skip(1)).All(pair => pair.First.Event.TimeMs <= pair.Second.Event.TimeMs));

    [Test]
    public void Every_request_has_one_outcome_after_it_that_repeats_its_fields()
    {
        var open = new Dictionary<EventId, SecurityEvent>();
        var closed = new HashSet<EventId>();
        foreach (var (securityEvent, _, _) in Events)
        {
            if (securityEvent.Kind == EventKind.Request)
            {
                open.Add(securityEvent.Id, securityEvent);
                continue;
            }

            Assert.That(open.Remove(securityEvent.Id, out var request), "an outcome without a request before it");
            Assert.That(closed.Add(securityEvent.Id), "a second outcome of one request");
            Assert.That(
                securityEvent with
                {
                    Kind = EventKind.Request, TimeMs = request!.TimeMs, Status = 0, Login = LoginOutcome.None, NewSession = default,
                    BytesOut = 0, DurationUs = 0,
                },
                Is.EqualTo(request));
        }

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void Events_of_one_seed_are_always_the_same() =>
        Assert.That(OfflineTraffic.Of(World).Take(5_000), Is.EqualTo(Events.Take(5_000)));

    [Test]
    public void Labels_are_the_truth_about_the_actor()
    {
        var actors = World.Actors;

        Assert.That(Events.All(e => actors[e.Actor].Truth == e.Truth));
        Assert.That(
            Events.Select(e => e.Truth).Distinct(), Is.EquivalentTo(ThreatCatalog.All.Select(t => t.Threat).Append(Threat.None)));
    }

    [Test]
    public void Requests_carry_no_outcome() =>
        Assert.That(Events.Where(e => e.Event.Kind == EventKind.Request)
            .All(e => e.Event is { Status: 0, Login: LoginOutcome.None } && e.Event.NewSession.IsNone));

    [Test]
    public void A_login_that_succeeds_gives_the_session_that_the_client_uses_next()
    {
        var born = new Dictionary<Pseudonym, Pseudonym>();
        var used = 0;
        foreach (var (securityEvent, truth, _) in Events)
        {
            if (securityEvent is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded } && !securityEvent.NewSession.IsNone)
            {
                Assert.That(securityEvent.Account.IsNone, Is.False);
                born.Add(securityEvent.NewSession, securityEvent.Account);
            }
            else if (securityEvent.Kind == EventKind.Request && (securityEvent.Traits & RequestTraits.AccountVerified) != 0)
            {
                Assert.That(born.GetValueOrDefault(securityEvent.Session), Is.EqualTo(securityEvent.Account), $"{truth}");
                used++;
            }
        }

        Assert.That(used, Is.GreaterThan(200));
    }

    [Test]
    public void A_stolen_session_is_used_from_elsewhere_than_it_began()
    {
        var began = new Dictionary<Pseudonym, SecurityEvent>();
        var thefts = 0;
        foreach (var (securityEvent, truth, _) in Events)
        {
            if (!securityEvent.NewSession.IsNone)
            {
                began[securityEvent.NewSession] = securityEvent;
            }
            else if (truth == Threat.SessionHijacking && securityEvent.Kind == EventKind.Request)
            {
                Assert.That(began[securityEvent.Session].Ip, Is.Not.EqualTo(securityEvent.Ip));
                thefts++;
            }
        }

        Assert.That(thefts, Is.GreaterThan(20));
    }

    [Test]
    public void Attacks_on_the_sign_in_mostly_fail_and_customers_mostly_succeed()
    {
        Assert.That(FailureShare(Threat.CredentialStuffing), Is.GreaterThan(0.9));
        Assert.That(FailureShare(Threat.CredentialCracking), Is.GreaterThan(0.9));
        Assert.That(FailureShare(Threat.PasswordSpraying), Is.GreaterThan(0.9));
        Assert.That(FailureShare(Threat.AccountTakeover), Is.LessThan(0.5));
        Assert.That(FailureShare(Threat.None), Is.InRange(0.05, 0.5));
    }

    [Test]
    public void Offices_share_an_address_among_many_accounts()
    {
        var most = Events.Where(e => e is { Truth: Threat.None, Event.Login: LoginOutcome.Succeeded })
            .GroupBy(e => e.Event.Ip).Max(g => g.Select(e => e.Event.Account).Distinct().Count());

        Assert.That(most, Is.GreaterThanOrEqualTo(10));
    }

    private static double FailureShare(Threat truth)
    {
        var logins = Events.Where(e => e.Truth == truth && e.Event.Login != LoginOutcome.None).ToList();
        return logins.Count(e => e.Event.Login == LoginOutcome.Failed) / (double)logins.Count;
    }
}
