using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Health;

namespace SecurityDecisioning.Gateway.Tests.Enrichment;

/// <summary>Files that change, break and vanish under a running gateway.</summary>
internal sealed class EnrichmentSourceTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private readonly ManualTimeProvider _time = new();
    private ServiceProvider _services = null!;
    private TempFolder _folder = null!;
    private DateTime _written;

    [SetUp]
    public void Prepare()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _folder = new TempFolder();
        _written = new DateTime(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);
    }

    [TearDown]
    public void CleanUp()
    {
        _folder.Dispose();
        _services.Dispose();
    }

    [Test]
    public void Changed_list_counts_once_it_has_settled()
    {
        Write("tor.txt", "198.51.100.1\n");
        using var source = Open(new EnrichmentSettings { Tor = { "tor.txt" } });
        var before = Network(source, "198.51.100.2");

        Write("tor.txt", "198.51.100.1\n198.51.100.2\n");
        _time.Advance(Turn);
        var atOnce = Network(source, "198.51.100.2");
        _time.Advance(Turn);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before, atOnce), Is.EqualTo((NetworkTraits.None, NetworkTraits.None)), "it may still be being written");
            Assert.That(Network(source, "198.51.100.2"), Is.EqualTo(NetworkTraits.Tor));
            Assert.That(source.Status.Single().Words, Is.EqualTo("tor: 2 networks"));
        }
    }

    [Test]
    public void List_with_bad_lines_counts_without_them_and_says_which()
    {
        Write("hosting.txt", "203.0.113.0/24\nnonsense\n203.0.113.9/8\n");
        using var source = Open(new EnrichmentSettings { Hosting = { "hosting.txt" } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Network(source, "203.0.113.7"), Is.EqualTo(NetworkTraits.Hosting));
            Assert.That(source.Status.Single().Problem, Does.Contain("2 lines").And.Contain("line 2"));
            Assert.That(Reasons(source), Has.Some.Contains("hosting.txt").And.Some.Contains("line 2"));
        }
    }

    [Test]
    public void Command_reads_what_the_gateway_would()
    {
        Write("tor.txt", "198.51.100.1\n");
        var found = EnrichmentReading.Once(new EnrichmentSettings { Tor = { "tor.txt" } }, _folder.Path, CountryTable.Empty);

        Assert.That(ClientAddress.TryParse("198.51.100.1", out var address), Is.True);
        Assert.That(found.Enrich(new ClientSignals { Address = address, UserAgent = "" }).Network, Is.EqualTo(NetworkTraits.Tor));
    }

    [Test]
    public void Command_does_without_no_file_that_was_named()
    {
        Write("asn.mmdb", "no database");
        var settings = new EnrichmentSettings { Asn = "asn.mmdb", Tor = { "missing.txt" } };

        Assert.That(
            () => EnrichmentReading.Once(settings, _folder.Path, CountryTable.Empty),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("asn.mmdb").And.Message.Contains("missing.txt"));
    }

    [Test]
    public void List_that_became_empty_is_taken_and_said()
    {
        Write("tor.txt", "198.51.100.1\n");
        using var source = Open(new EnrichmentSettings { Tor = { "tor.txt" } });

        Write("tor.txt", "");
        _time.Advance(3 * Turn);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Network(source, "198.51.100.1"), Is.EqualTo(NetworkTraits.None));
            Assert.That(Reasons(source), Has.Some.Contains("the list is empty"));
        }
    }

    [TestCase("tor.txt", "<html>not found</html>")]
    [TestCase("city.mmdb", "<html>not found</html>")]
    [TestCase("tor.txt", null)]
    [TestCase("city.mmdb", null)]
    public void Bad_or_missing_file_keeps_what_was_there_and_says_so(string name, string? content)
    {
        Write("tor.txt", "198.51.100.1\n");
        WriteCity("SE");
        using var source = Open(new EnrichmentSettings { Tor = { "tor.txt" }, City = "city.mmdb" });

        if (content is null) File.Delete(_folder[name]);
        else Write(name, content);
        _time.Advance(3 * Turn);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Network(source, "198.51.100.1"), Is.EqualTo(NetworkTraits.Tor));
            Assert.That(Facts(source, "198.51.100.1").Country, Is.EqualTo("SE"));
            Assert.That(source.Status.Single(s => s.Problem is not null).Problem, Does.StartWith("the last good version stays"));
            Assert.That(Reasons(source).Single(), Does.Contain(name));
        }

        WriteCity("NO");
        Write("tor.txt", "198.51.100.1\n");
        _time.Advance(3 * Turn);
        Assert.That(source.Status.Select(s => s.Problem), Is.All.Null, "it is well again once the file is");
        Assert.That(Facts(source, "198.51.100.1").Country, Is.EqualTo("NO"));
    }

    [Test]
    public void File_that_comes_later_is_used_then()
    {
        using var source = Open(new EnrichmentSettings { City = "city.mmdb" });
        var before = Reasons(source);

        WriteCity("SE");
        _time.Advance(3 * Turn);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Has.Some.StartsWith("no geo database").And.Some.Contains("city.mmdb"));
            Assert.That(Facts(source, "198.51.100.1").Country, Is.EqualTo("SE"));
            Assert.That(Reasons(source), Is.Empty);
        }
    }

    [Test]
    public void Without_any_file_nothing_is_known_but_the_software_and_that_is_said()
    {
        using var source = Open(new EnrichmentSettings());
        var facts = Facts(source, "198.51.100.1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((facts.Country, facts.Asn, facts.Place, facts.Network), Is.EqualTo(("", 0u, default(GeoPoint), NetworkTraits.None)));
            Assert.That(facts.Agent.Family, Is.EqualTo(AgentFamily.Chrome));
            Assert.That(Reasons(source).Single(), Does.StartWith("no geo database"));
        }
    }

    [Test]
    public void Every_kind_of_file_adds_what_it_knows()
    {
        WriteCity("SE");
        WriteDatabase("asn.mmdb", new[] { ("autonomous_system_number", (object)64_500u) });
        WriteDatabase("anonymity.mmdb", new[] { ("is_anonymous_vpn", (object)true) });
        Write("partners.txt", "198.51.100.0/24\n");
        using var source = Open(new EnrichmentSettings
        {
            City = "city.mmdb",
            Asn = _folder["asn.mmdb"],
            Anonymity = "anonymity.mmdb",
            Allow = { "partners.txt" },
            Named = { new NamedListSettings { Name = "partners", Slot = 8, Files = { "partners.txt" } } },
        });
        var facts = Facts(source, "198.51.100.1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((facts.Country, facts.Asn, facts.Place), Is.EqualTo(("SE", 64_500u, new GeoPoint(5_933, 1_807, 20))));
            Assert.That(facts.Network, Is.EqualTo(NetworkTraits.Vpn | NetworkTraits.Allowed | NetworkTraits.List8));
            Assert.That(source.Status.Select(s => s.Problem), Is.All.Null);
        }
    }

    [Test]
    public void Own_table_of_countries_comes_before_the_database()
    {
        WriteCity("SE");
        var own = CountryTable.Read(new StringReader("198.51.100.0/25,FI"));
        using var source = Open(new EnrichmentSettings { City = "city.mmdb" }, own);

        Assert.That(
            (Facts(source, "198.51.100.1").Country, Facts(source, "198.51.100.200").Country), Is.EqualTo(("FI", "SE")));
    }

    private EnrichmentSource Open(EnrichmentSettings settings, CountryTable? countries = null) => new(
        EnrichmentFiles.Of(settings, _folder.Path, _folder["scratch"]),
        countries ?? CountryTable.Empty,
        Turn,
        _time,
        new EnrichmentMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), _time),
        NullLogger<EnrichmentSource>.Instance);

    /// <summary>Each version with a time of its own, as on a clock that runs.</summary>
    private void Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        File.SetLastWriteTimeUtc(_folder[name], _written = _written.AddSeconds(1));
    }

    private void WriteCity(string country) => WriteDatabase("city.mmdb", new[]
    {
        ("country", (object)new[] { ("iso_code", (object)country) }),
        ("location", new[] { ("latitude", (object)59.33), ("longitude", 18.07), ("accuracy_radius", (ushort)20) }),
    });

    private void WriteDatabase(string name, (string, object)[] record)
    {
        File.WriteAllBytes(_folder[name], new MmdbWriter(28) { Type = "Test-City" }.Add("198.51.100.0/24", record).Build());
        File.SetLastWriteTimeUtc(_folder[name], _written = _written.AddSeconds(1));
    }

    private static List<string> Reasons(EnrichmentSource source) => [.. EnrichmentHealth.Problems(source).Select(p => p.Reason)];

    private static NetworkTraits Network(EnrichmentSource source, string address) => Facts(source, address).Network;

    private static ClientFacts Facts(EnrichmentSource source, string address) =>
        source.Enrich(new ClientSignals
        {
            Address = ClientAddress.TryParse(address, out var parsed) ? parsed : default, UserAgent = SampleEvents.Browser,
        });
}
