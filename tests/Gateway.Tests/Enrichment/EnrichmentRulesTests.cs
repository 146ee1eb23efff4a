using System.Text;
using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Gateway.Tests.Enrichment;

internal sealed class EnrichmentRulesTests
{
    [Test]
    public void Section_is_read_with_everything_in_it()
    {
        var settings = Read("""
            { "City": "city.mmdb", "Tor": ["a.txt", "b.txt"], "CheckEvery": "00:00:10",
              "Named": [ { "Name": "partners", "Slot": 3, "Files": ["p.txt"] } ] }
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.City, Is.EqualTo("city.mmdb"));
            Assert.That(settings.Tor, Is.EqualTo(new[] { "a.txt", "b.txt" }));
            Assert.That(settings.CheckEvery, Is.EqualTo(TimeSpan.FromSeconds(10)));
            Assert.That(settings.Named.Single().Slot, Is.EqualTo(3));
        }
    }

    [Test]
    public void Every_problem_is_told_at_once()
    {
        var refused = Assert.Throws<StartupException>(() => Read("""
            { "Tor": [""], "City": "a\u0000b", "CheckEvery": "00:00:00.100",
              "Named": [ { "Name": "a b", "Slot": 0, "Files": ["x"] }, { "Name": "two", "Slot": 9, "Files": [] },
                         { "Name": "two", "Slot": 9, "Files": ["x"] } ] }
            """));

        Assert.That(refused!.Message.Split('\n'), Has.Length.EqualTo(10).And.All.StartsWith("Enrichment:"));
        Assert.That(refused.Message, Does.Contain("CheckEvery").And.Contain("Tor names an empty file").And.Contain("slot is 0")
            .And.Contain("has no files").And.Contain("2 lists have the slot `9`").And.Contain("2 lists have the name `two`"));
    }

    [TestCase("""{ "Cyti": "city.mmdb" }""", "Cyti")]
    [TestCase("""{ "CheckEvery": "often" }""", "often")]
    public void Unknown_or_unreadable_setting_is_refused_by_name(string json, string expected) => Assert.That(
        () => Read(json), Throws.TypeOf<StartupException>().With.Message.Contains(expected).And.Message.Contains("Enrichment"));

    private static EnrichmentSettings Read(string section)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes($"{{ \"Enrichment\": {section} }}"));
        return EnrichmentRules.Read(new ConfigurationBuilder().AddJsonStream(json).Build());
    }
}
