using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Tests.Enrichment.Mmdb;

/// <summary>The reader against databases that these tests write themselves.</summary>
internal sealed class MmdbReaderTests
{
    [TestCase(24)]
    [TestCase(28)]
    [TestCase(32)]
    public void Any_value_reads_back_the_same(int recordBits) => Hold(seed =>
    {
        var random = new Random(seed);
        var value = Any(random, 0);
        var padding = random.Next(4) switch { 0 => 0, 1 => 2_100, 2 => 70_000, _ => 530_000 };
        var file = new MmdbWriter(recordBits) { Padding = padding }.Add("198.51.100.0/24", value).Build();
        var reader = MmdbReader.Read(file, "own");
        reader.Verify();
        return Plain.Of(reader.Decode(reader.Find(Address("198.51.100.77")))) == Plain.Of(value);
    });

    [TestCase(24, 6)]
    [TestCase(28, 6)]
    [TestCase(32, 6)]
    [TestCase(24, 4)]
    [TestCase(28, 4)]
    [TestCase(32, 4)]
    public void Any_address_is_found_in_the_longest_of_its_networks(int recordBits, int ipVersion) => Hold(seed =>
    {
        var random = new Random(seed);
        var writer = new MmdbWriter(recordBits, ipVersion);
        var networks = new List<(UInt128 First, int Bits)>();
        var width = ipVersion == 4 ? 32 : 128;
        for (var i = random.Next(1, 20); i > 0; i--)
        {
            var bits = random.Next(1, width + 1);
            var near = networks.Count > 0 && random.Next(2) == 0 ? networks[random.Next(networks.Count)].First : Wide(random);
            var first = near & (UInt128.MaxValue << (128 - bits));
            if (networks.Contains((first, bits))) continue;
            networks.Add((first, bits));
            writer.Add(first, bits, $"{first:x}/{bits}");
        }

        var reader = MmdbReader.Read(writer.Build(), "own");
        reader.Verify();
        var addresses = networks.SelectMany(n => new[] { n.First, n.First | ~(UInt128.MaxValue << (128 - n.Bits)), n.First - 1 })
            .Concat(Enumerable.Range(0, 10).Select(_ => Wide(random)));
        return addresses.All(address =>
        {
            var (asked, bits) = ipVersion == 4
                ? (new ClientAddress(0, 0x0000_FFFF_0000_0000UL | (uint)(address >> 96)), address & (UInt128.MaxValue << 96))
                : (new ClientAddress((ulong)(address >> 64), (ulong)address), address);
            if (asked.IsNone || (ipVersion == 6 && asked.IsIPv4)) return true;
            var best = networks.Where(n => (bits & (UInt128.MaxValue << (128 - n.Bits))) == n.First)
                .OrderByDescending(n => n.Bits).Select(n => $"{n.First:x}/{n.Bits}").FirstOrDefault();
            return reader.Decode(reader.Find(asked))?.Text == best;
        });
    });

    [Test]
    public void Any_damage_is_refused_or_read_and_never_more_than_that() => Hold(seed =>
    {
        var random = new Random(seed);
        var file = new MmdbWriter(random.Next(3) switch { 0 => 24, 1 => 28, _ => 32 })
            .Add("1.1.1.0/24", Any(random, 0)).Add("2001:218::/32", Any(random, 0)).Add("81.2.69.0/24", City("SE", 59.33, 18.07, 20)).Build();
        Hostile.Try(Hostile.Mutate(file, random));
        return true;
    });

    [Test]
    public void File_cut_anywhere_is_refused()
    {
        var file = new MmdbWriter(24).Add("1.1.1.0/24", City("SE", 59.33, 18.07, 20)).Build();

        for (var length = 0; length < file.Length; length++)
        {
            var cut = file.AsMemory(0, length);
            Assert.That(() => MmdbReader.Read(cut, "cut"), Throws.TypeOf<MmdbFormatException>(), $"{length}");
        }
    }

    [Test]
    public void IPv4_is_known_to_a_database_of_IPv6_and_not_the_other_way_round()
    {
        var six = MmdbReader.Read(new MmdbWriter(28).Add("1.2.3.0/24", "four").Add("2001:db8::/32", "six").Build(), "own");
        var four = MmdbReader.Read(new MmdbWriter(28, 4).Add("1.2.3.0/24", "four").Build(), "own");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(six.Decode(six.Find(Address("1.2.3.4")))!.Text, Is.EqualTo("four"));
            Assert.That(six.Find(Address("1.2.3.4")).PrefixLength, Is.EqualTo(24));
            Assert.That(six.Decode(six.Find(Address("2001:db8::9")))!.Text, Is.EqualTo("six"));
            Assert.That(four.Decode(four.Find(Address("1.2.3.4")))!.Text, Is.EqualTo("four"));
            Assert.That(four.Find(Address("2001:db8::9")).IsNone, Is.True);
            Assert.That(six.Find(default).IsNone, Is.True);
        }
    }

    [Test]
    public void Places_systems_and_anonymity_are_read_without_allocation()
    {
        var places = new PlaceDatabase(MmdbReader.Read(
            new MmdbWriter(28).Add("81.2.69.0/24", City("se", 59.33, -18.07, 20)).Build(), "own"));
        var systems = new AsnDatabase(MmdbReader.Read(
            new MmdbWriter(24).Add("81.2.69.0/24", new[] { ("autonomous_system_organization", (object)"Östnät AB"), ("autonomous_system_number", 64_500u) })
                .Build(),
            "own"));
        var anonymity = new AnonymityDatabase(MmdbReader.Read(
            new MmdbWriter(24).Add("81.2.69.0/24", new[] { ("is_anonymous", (object)true), ("is_tor_exit_node", true), ("is_hosting_provider", false) })
                .Build(),
            "own"));
        var address = Address("81.2.69.160");
        Assert.That(systems.OrganisationOf(address), Is.EqualTo("Östnät AB"));
        Assert.That(places.TryRead(address, out _, out _), Is.True, "a record is noted when it is read first");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var (country, place, number, traits) = ("", default(GeoPoint), 0u, NetworkTraits.None);
        for (var i = 0; i < 1_000; i++)
        {
            places.TryRead(address, out country, out place);
            number = systems.NumberOf(address);
            traits = anonymity.TraitsOf(address);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(allocated, Is.Zero);
            Assert.That((country, place, number), Is.EqualTo(("SE", new GeoPoint(5_933, -1_807, 20), 64_500u)));
            Assert.That(traits, Is.EqualTo(NetworkTraits.Anonymous | NetworkTraits.Tor));
        }
    }

    [Test]
    public void Places_of_many_records_are_never_mixed_up()
    {
        var writer = new MmdbWriter(28);
        for (var i = 0; i < 20_000; i++)
        {
            writer.Add($"{10 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}.0/24", City($"{(char)('A' + (i % 26))}X", i % 90, -(i % 180), 7));
        }

        var places = new PlaceDatabase(MmdbReader.Read(writer.Build(), "own"));
        var random = new Random(5);
        for (var turn = 0; turn < 60_000; turn++)
        {
            var i = turn < 20_000 ? turn : random.Next(20_000);
            places.TryRead(Address($"{10 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}.9"), out var country, out var place);
            if (country != $"{(char)('A' + (i % 26))}X" || place != GeoPoint.From(i % 90, -(i % 180), 7))
            {
                Assert.Fail($"record {i} reads as {country} {place}");
            }
        }
    }

    [Test]
    public void File_is_mapped_and_may_be_replaced_or_cut_while_it_is_read()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.mmdb"], new MmdbWriter(24).Add("1.2.3.0/24", "old").Build());

        var reader = MmdbReader.Open(folder["a.mmdb"], folder["scratch"]);
        File.WriteAllBytes(folder["a.mmdb"], []);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Decode(reader.Find(Address("1.2.3.4")))!.Text, Is.EqualTo("old"));
            Assert.That(() => MmdbReader.Open(folder["a.mmdb"]), Throws.TypeOf<MmdbFormatException>().With.Message.Contains("empty"));
            Assert.That(Directory.GetFiles(folder["scratch"]), Is.Empty, "nobody else can reach the copy");
        }
    }

    private static (string, object)[] City(string code, double latitude, double longitude, ushort radius) => new[]
    {
        ("city", (object)new[] { ("names", (object)new[] { ("en", (object)"Stockholm"), ("de", "Stockholm") }) }),
        ("country", new[] { ("geoname_id", (object)2_661_886u), ("iso_code", code) }),
        ("location", new[] { ("accuracy_radius", (object)radius), ("latitude", latitude), ("longitude", longitude) }),
        ("registered_country", new[] { ("iso_code", (object)"NO") }),
    };

    private static object Any(Random random, int depth) => random.Next(depth > 3 ? 9 : 11) switch
    {
        0 => Text(random),
        1 => (ushort)random.Next(65_536),
        2 => (uint)random.NextInt64(1L << 32),
        3 => random.Next(int.MinValue, int.MaxValue),
        4 => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        5 => Wide(random),
        6 => random.NextDouble() * 1e6,
        7 => random.NextSingle(),
        8 => random.Next(2) == 0 ? random.Next(2) == 0 : (object)Enumerable.Range(0, random.Next(400)).Select(i => (byte)i).ToArray(),
        9 => Enumerable.Range(0, random.Next(6)).Select(i => ($"key{i}", Any(random, depth + 1))).ToArray(),
        _ => Enumerable.Range(0, random.Next(random.Next(8) == 0 ? 300 : 5)).Select(_ => Any(random, depth + 2)).ToArray(),
    };

    private static string Text(Random random) => random.Next(5) switch
    {
        0 => "",
        1 => "United Kingdom",
        2 => "日本 🙂",
        3 => new string('x', random.Next(20, 400)),
        _ => new string('y', random.Next(2) == 0 ? 70_000 : 3),
    };

    private static UInt128 Wide(Random random) =>
        new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private static void Hold(Func<int, bool> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), property));

    private static ClientAddress Address(string text) =>
        ClientAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
