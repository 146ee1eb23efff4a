using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Tests.Scenarios;

internal sealed class ScenarioTests
{
    private static ScenarioOptions Small(ulong seed = 7) => new()
    {
        Seed = seed,
        Pace = Pace.Compressed(TimeSpan.FromMinutes(5)),
        Population = 0.3,
        Campaigns = 1,
        Intensity = 0.3,
    };

    [Test]
    public void Steps_of_one_seed_are_always_the_same()
    {
        var scenario = Scenario.Create(Small());

        var first = HashOf(scenario);

        Assert.That(HashOf(Scenario.Create(Small())), Is.EqualTo(first));
        Assert.That(HashOf(scenario), Is.EqualTo(first), "read a second time");
    }

    [Test]
    public void Steps_of_another_seed_differ() =>
        Assert.That(HashOf(Scenario.Create(Small(8))), Is.Not.EqualTo(HashOf(Scenario.Create(Small()))));

    [TestCase("natural")]
    [TestCase("compressed")]
    public void Steps_come_in_order_of_time_and_end_with_the_scenario(string pace)
    {
        var scenario = Scenario.Create(Small() with
        {
            Pace = pace == "natural" ? Pace.Natural(TimeSpan.FromDays(2)) : Pace.Compressed(TimeSpan.FromMinutes(3)),
        });
        var last = 0L;
        foreach (var step in scenario.Steps())
        {
            Assert.That(step.AtMs, Is.InRange(last, scenario.Pace.DurationMs - 1));
            last = step.AtMs;
        }

        Assert.That(last, Is.GreaterThan(scenario.Pace.DurationMs / 2));
    }

    [Test]
    public void Every_threat_is_played_and_every_actor_has_one_truth()
    {
        var scenario = Scenario.Create(new ScenarioOptions { Population = 0.1, Campaigns = 1 });
        var played = scenario.Steps().Select(s => s.Actor).Distinct().ToList();

        Assert.That(
            played.Select(a => a.Truth).Distinct(),
            Is.EquivalentTo(ThreatCatalog.All.Select(t => t.Threat).Append(Threat.None)));
        Assert.That(played, Is.SubsetOf(scenario.Actors));
    }

    [Test]
    public void Only_the_attacks_asked_for_are_played()
    {
        var scenario = Scenario.Create(Small() with { Attacks = [Threat.Scraping] });

        Assert.That(scenario.Actors.Select(a => a.Truth).Distinct(), Is.EquivalentTo(new[] { Threat.None, Threat.Scraping }));
    }

    [Test]
    public void An_attack_changes_nothing_in_the_day_of_the_benign()
    {
        var quiet = Scenario.Create(Small() with { Campaigns = 0 });
        var attacked = Scenario.Create(Small());

        Assert.That(HashOf(attacked, s => !s.Actor.IsAttack), Is.EqualTo(HashOf(quiet)));
    }

    [Test]
    public void Every_address_is_loopback_and_has_a_country()
    {
        foreach (var step in Scenario.Create(Small()).Steps())
        {
            Assert.That(step.Address.ToIPAddress().GetAddressBytes()[0], Is.EqualTo(127));
            Assert.That(SimulatedCountries.Of(step.Address), Has.Length.EqualTo(2));
        }
    }

    [Test]
    public void Benign_customers_sign_in_with_accounts_of_the_shop()
    {
        var steps = Scenario.Create(Small()).Steps().Where(s => s is { Kind: StepKind.Login, Actor.Behaviour: "customer" }).ToList();

        Assert.That(steps, Is.Not.Empty);
        Assert.That(
            steps.Select(s => s.Username).Distinct(),
            Is.SubsetOf(SeedAccounts.All.Select(a => a.Username)));
    }

    [TestCase(0, 2, 1)]
    [TestCase(21, 2, 1)]
    [TestCase(1, -1, 1)]
    [TestCase(1, 51, 1)]
    [TestCase(1, 2, 0.001)]
    [TestCase(1, 2, double.NaN)]
    public void Options_out_of_range_are_refused_with_the_limits(double population, int campaigns, double intensity)
    {
        var options = new ScenarioOptions { Population = population, Campaigns = campaigns, Intensity = intensity };

        Assert.That(() => Scenario.Create(options), Throws.ArgumentException.With.Message.Contains(" to "));
    }

    private static string HashOf(Scenario scenario, Func<Step, bool>? only = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var step in scenario.Steps().Where(only ?? (_ => true)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{step.AtMs}|{step.Actor.Id}|{step.Client.Id}|{step.Client.Persona.UserAgent}|{step.Address}|{step.Kind}|"
                + $"{step.Subject}|{step.Username}|{step.Password}|{step.Victim?.Id}|{step.WholeJar}\n")));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
