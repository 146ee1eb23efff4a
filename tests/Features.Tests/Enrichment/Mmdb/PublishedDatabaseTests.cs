using System.Text.Json;
using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Tests.Enrichment.Mmdb;

/// <summary>The test databases that MaxMind publishes beside the format's specification (maxmind/MaxMind-DB, test-data).</summary>
internal sealed class PublishedDatabaseTests
{
    [TestCase("GeoIP2-City-Test")]
    [TestCase("GeoIP2-Country-Test")]
    [TestCase("GeoLite2-ASN-Test")]
    public void Every_record_is_what_its_source_says(string name)
    {
        var reader = Open($"{name}.mmdb");
        using var json = JsonDocument.Parse(File.ReadAllText(PublishedCases.Path($"mmdb/{name}.json")));
        var networks = json.RootElement.EnumerateArray().SelectMany(o => o.EnumerateObject()).ToList();

        Assert.That(networks, Has.Count.GreaterThan(200));
        using (Assert.EnterMultipleScope())
        {
            foreach (var network in networks)
            {
                var entry = reader.Find(Address(network.Name));
                Assert.That(Plain.Of(reader.Decode(entry)), Is.EqualTo(Plain.Of(network.Value)), network.Name);
                Assert.That(entry.PrefixLength, Is.GreaterThan(0), network.Name);
            }
        }
    }

    [Test]
    public void Place_and_country_of_every_record_are_what_their_source_says()
    {
        var places = new PlaceDatabase(Open("GeoIP2-City-Test.mmdb"));
        using var json = JsonDocument.Parse(File.ReadAllText(PublishedCases.Path("mmdb/GeoIP2-City-Test.json")));
        var known = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var network in json.RootElement.EnumerateArray().SelectMany(o => o.EnumerateObject()))
            {
                var source = network.Value;
                var country = Code(source, "country") is { Length: > 0 } own ? own : Code(source, "registered_country");
                Assert.That(places.TryRead(Address(network.Name), out var code, out var place), Is.True, network.Name);
                Assert.That(code, Is.EqualTo(country), network.Name);
                if (source.TryGetProperty("location", out var location) && location.TryGetProperty("latitude", out var latitude))
                {
                    known++;
                    Assert.That(place.Latitude, Is.EqualTo(latitude.GetDouble()).Within(0.0051), network.Name);
                    Assert.That(place.Longitude, Is.EqualTo(location.GetProperty("longitude").GetDouble()).Within(0.0051), network.Name);
                    Assert.That(
                        place.RadiusKm,
                        Is.EqualTo(location.TryGetProperty("accuracy_radius", out var r) ? r.GetInt32() : GeoPoint.DefaultRadiusKm));
                }
                else
                {
                    Assert.That(place.IsNone, Is.True, network.Name);
                }
            }

            Assert.That(known, Is.GreaterThan(200));
        }
    }

    [Test]
    public void Autonomous_system_of_every_record_is_what_its_source_says()
    {
        var systems = new AsnDatabase(Open("GeoLite2-ASN-Test.mmdb"));
        using var json = JsonDocument.Parse(File.ReadAllText(PublishedCases.Path("mmdb/GeoLite2-ASN-Test.json")));
        using (Assert.EnterMultipleScope())
        {
            foreach (var network in json.RootElement.EnumerateArray().SelectMany(o => o.EnumerateObject()))
            {
                var number = network.Value.TryGetProperty("autonomous_system_number", out var n) ? n.GetUInt32() : 0;
                var organisation = network.Value.TryGetProperty("autonomous_system_organization", out var o) ? o.GetString() : "";
                Assert.That(systems.NumberOf(Address(network.Name)), Is.EqualTo(number), network.Name);
                Assert.That(systems.OrganisationOf(Address(network.Name)), Is.EqualTo(organisation), network.Name);
            }
        }
    }

    [TestCase("MaxMind-DB-test-ipv4-24", 24, 4)]
    [TestCase("MaxMind-DB-test-ipv4-28", 28, 4)]
    [TestCase("MaxMind-DB-test-ipv4-32", 32, 4)]
    [TestCase("MaxMind-DB-test-mixed-28", 28, 6)]
    public void Networks_of_IPv4_are_found_with_any_record_size(string name, int bits, int version)
    {
        var reader = Open($"{name}.mmdb");
        string[] networks = ["1.1.1.1/32", "1.1.1.2/31", "1.1.1.4/30", "1.1.1.8/29", "1.1.1.16/28", "1.1.1.32/32"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((reader.Metadata.RecordBits, reader.Metadata.IpVersion), Is.EqualTo((bits, version)));
            foreach (var network in networks)
            {
                var (first, length) = (network.Split('/')[0], PrefixOf(network));
                var last = $"1.1.1.{int.Parse(first[6..], null) + (1 << (32 - length)) - 1}";
                foreach (var address in new[] { first, last })
                {
                    var entry = reader.Find(Address(address));
                    Assert.That(entry.PrefixLength, Is.EqualTo(length), address);
                    Assert.That(Ip(reader, entry), Is.EqualTo(first).Or.EqualTo($"::{first}"), address);
                }
            }

            Assert.That(reader.Find(Address("1.1.1.33")).IsNone, Is.True);
            Assert.That(reader.Find(Address("255.254.253.123")).IsNone, Is.True);
        }
    }

    [TestCase("MaxMind-DB-test-ipv6-24", 24)]
    [TestCase("MaxMind-DB-test-mixed-28", 28)]
    public void Networks_of_IPv6_are_found(string name, int bits)
    {
        var reader = Open($"{name}.mmdb");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Metadata.RecordBits, Is.EqualTo(bits));
            foreach (var (address, network, length) in new[]
                {
                    ("::1:ffff:ffff", "::1:ffff:ffff", 128), ("::2:0:1", "::2:0:0", 122), ("::2:0:40", "::2:0:40", 124),
                    ("::2:0:4f", "::2:0:40", 124), ("::2:0:50", "::2:0:50", 125), ("::2:0:58", "::2:0:58", 127),
                })
            {
                var entry = reader.Find(Address(address));
                Assert.That((Ip(reader, entry), entry.PrefixLength), Is.EqualTo((network, length)), address);
            }

            Assert.That(reader.Find(Address("::2:0:5a")).IsNone, Is.True);
        }
    }

    [Test]
    public void Networks_that_carry_IPv4_in_IPv6_are_aliases_where_the_data_has_them()
    {
        var reader = Open("MaxMind-DB-test-mixed-28.mmdb");

        using (Assert.EnterMultipleScope())
        {
            foreach (var alias in new[] { "::1.1.1.1", "2002:101:101::", "2001:0:101:101::" })
            {
                Assert.That(Ip(reader, reader.Find(Address(alias))), Is.EqualTo("::1.1.1.1"), alias);
            }
        }
    }

    [Test]
    public void Every_data_type_is_decoded()
    {
        var reader = Open("MaxMind-DB-test-decoder.mmdb");
        var value = reader.Decode(reader.Find(Address("1.1.1.0")))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Plain.Of(value["array"]), Is.EqualTo("[1,2,3]"));
            Assert.That(value["boolean"]!.IsTrue, Is.True);
            Assert.That(Plain.Of(value["bytes"]), Is.EqualTo("x0000002a"));
            Assert.That(value["double"]!.Real, Is.EqualTo(42.123456));
            Assert.That((float)value["float"]!.Real, Is.EqualTo(1.1f));
            Assert.That(value["int32"]!.Whole, Is.EqualTo(-268_435_456));
            Assert.That(Plain.Of(value["map"]), Is.EqualTo("""{"mapX":{"arrayX":[7,8,9],"utf8_stringX":"hello"}}"""));
            Assert.That(value["uint16"]!.Number, Is.EqualTo((UInt128)100));
            Assert.That(value["uint32"]!.Number, Is.EqualTo((UInt128)268_435_456));
            Assert.That(value["uint64"]!.Number, Is.EqualTo((UInt128)1_152_921_504_606_846_976));
            Assert.That(value["uint128"]!.Number, Is.EqualTo(UInt128.Parse("1329227995784915872903807060280344576", null)));
            Assert.That(value["utf8_string"]!.Text, Is.EqualTo("unicode! ☯ - ♫"));
        }
    }

    [Test]
    public void Largest_and_zero_values_are_decoded()
    {
        var reader = Open("MaxMind-DB-test-decoder.mmdb");
        var most = reader.Decode(reader.Find(Address("255.255.255.255")))!;
        var none = reader.Decode(reader.Find(Address("0.0.0.0")))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(most["uint128"]!.Number, Is.EqualTo(UInt128.MaxValue));
            Assert.That(most["uint64"]!.Number, Is.EqualTo((UInt128)ulong.MaxValue));
            Assert.That(most["uint16"]!.Number, Is.EqualTo((UInt128)ushort.MaxValue));
            Assert.That(most["int32"]!.Whole, Is.EqualTo(int.MaxValue));
            Assert.That(most["double"]!.Real, Is.EqualTo(double.PositiveInfinity));
            Assert.That(Plain.Of(none["map"]), Is.EqualTo("{}"));
            Assert.That(none["boolean"]!.IsTrue, Is.False);
            Assert.That(none["uint128"]!.Number, Is.EqualTo(UInt128.Zero));
            Assert.That(none["utf8_string"]!.Text, Is.Empty);
        }
    }

    [Test]
    public void Nested_maps_and_plain_strings_are_decoded()
    {
        var nested = Open("MaxMind-DB-test-nested.mmdb");
        var strings = Open("MaxMind-DB-string-value-entries.mmdb");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Plain.Of(nested.Decode(nested.Find(Address("1.1.1.1")))),
                Is.EqualTo("""{"map1":{"map2":{"array":[{"map3":{"a":1,"b":2,"c":3}}]}}}"""));
            Assert.That(strings.Decode(strings.Find(Address("1.1.1.5")))!.Text, Is.EqualTo("1.1.1.4/30"));
            Assert.That(new AsnDatabase(strings).NumberOf(Address("1.1.1.5")), Is.Zero, "a record of another make is nothing known");
            Assert.That(new PlaceDatabase(strings).TryRead(Address("1.1.1.5"), out var country, out _), Is.True);
            Assert.That(country, Is.Empty);
        }
    }

    [TestCase("1.2.0.1", NetworkTraits.Anonymous | NetworkTraits.Vpn)]
    [TestCase("71.160.223.45", NetworkTraits.Anonymous | NetworkTraits.Hosting)]
    [TestCase("186.30.236.1", NetworkTraits.Anonymous | NetworkTraits.PublicProxy)]
    [TestCase("65.4.3.2", NetworkTraits.Anonymous | NetworkTraits.Tor)]
    [TestCase(
        "81.2.69.1",
        NetworkTraits.Anonymous | NetworkTraits.Vpn | NetworkTraits.Hosting | NetworkTraits.PublicProxy
            | NetworkTraits.ResidentialProxy | NetworkTraits.Tor)]
    [TestCase("8.8.8.8", NetworkTraits.None)]
    public void Anonymity_is_read(string address, NetworkTraits traits) =>
        Assert.That(new AnonymityDatabase(Open("GeoIP2-Anonymous-IP-Test.mmdb")).TraitsOf(Address(address)), Is.EqualTo(traits));

    [TestCase("GeoIP2-City-Test-Broken-Double-Format")]
    [TestCase("MaxMind-DB-test-broken-pointers-24")]
    [TestCase("MaxMind-DB-test-broken-search-tree-24")]
    public void Broken_database_is_refused_with_file_and_position(string name)
    {
        var path = PublishedCases.Path($"mmdb/{name}.mmdb");

        var refused = Assert.Throws<MmdbFormatException>(() => MmdbReader.Open(path));
        TestContext.Out.WriteLine(refused!.Message);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Message, Does.Contain(path).And.Contain($"byte {refused.Position}"));
            Assert.That(refused.Position, Is.GreaterThanOrEqualTo(0));
        }
    }

    [Test]
    public void Every_file_survives_flipped_and_missing_bytes()
    {
        foreach (var path in Directory.GetFiles(PublishedCases.Path("mmdb"), "*.mmdb"))
        {
            var file = File.ReadAllBytes(path);
            for (var seed = 0; seed < 150; seed++)
            {
                Hostile.Try(Hostile.Mutate(file, new Random(seed)));
            }
        }
    }

    private static MmdbReader Open(string name) => MmdbReader.Open(PublishedCases.Path($"mmdb/{name}"));

    private static string? Ip(MmdbReader reader, MmdbEntry entry) => reader.Decode(entry)?["ip"]?.Text;

    private static string Code(JsonElement record, string name) =>
        record.TryGetProperty(name, out var country) && country.TryGetProperty("iso_code", out var code) ? code.GetString()! : "";

    private static int PrefixOf(string network) =>
        int.Parse(network[(network.IndexOf('/', StringComparison.Ordinal) + 1)..], null);

    private static ClientAddress Address(string network) =>
        ClientAddress.TryParse(network.Split('/')[0], out var address) ? address : throw new ArgumentException(network);
}
