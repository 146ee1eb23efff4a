using System.Net;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Enrichment.Networks;

namespace SecurityDecisioning.Features.Tests.Enrichment.Networks;

internal sealed class NetworkTableTests
{
    [TestCase("203.0.113.9", NetworkTraits.Hosting)]
    [TestCase("203.0.113.200", NetworkTraits.Hosting | NetworkTraits.Tor)]
    [TestCase("203.0.113.201", NetworkTraits.Hosting)]
    [TestCase("203.0.112.255", NetworkTraits.None)]
    [TestCase("203.0.114.0", NetworkTraits.None)]
    [TestCase("2001:db8:1::9", NetworkTraits.Vpn | NetworkTraits.Hosting)]
    [TestCase("2001:db8:2::9", NetworkTraits.Vpn)]
    [TestCase("2001:db9::", NetworkTraits.None)]
    [TestCase("255.255.255.255", NetworkTraits.List8)]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NetworkTraits.List8)]
    [TestCase("0.0.0.0", NetworkTraits.List8)]
    public void Address_has_what_every_list_says_of_it(string address, NetworkTraits traits)
    {
        var table = new NetworkTableBuilder()
            .Add(List("203.0.113.0/24\n2001:db8:1::/48"), NetworkTraits.Hosting)
            .Add(List("203.0.113.200 # an exit"), NetworkTraits.Tor)
            .Add(List("2001:db8::/32"), NetworkTraits.Vpn)
            .Add(List("255.255.255.255\n0.0.0.0/32\nffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), NetworkTraits.List8)
            .Build();

        Assert.That(table.Lookup(Address(address)), Is.EqualTo(traits));
    }

    [Test]
    public void Whole_address_space_can_be_listed()
    {
        var table = new NetworkTableBuilder().Add(List("0.0.0.0/0\n::/0"), NetworkTraits.Allowed).Build();

        Assert.That(
            new[] { "0.0.0.0", "255.255.255.255", "1.2.3.4", "::1", "ffff::" }.Select(a => table.Lookup(Address(a))),
            Is.All.EqualTo(NetworkTraits.Allowed));
    }

    [TestCase("203.0.113.0/33", "0 to 32")]
    [TestCase("203.0.113.0/", "0 to 32")]
    [TestCase("203.0.113.0/-1", "0 to 32")]
    [TestCase("2001:db8::/129", "0 to 128")]
    [TestCase("203.0.113.1/24", "past its prefix")]
    [TestCase("2001:db8::1/32", "past its prefix")]
    [TestCase("tor.example", "no network")]
    [TestCase("10", "no network")]
    [TestCase("10.1/16", "no network")]
    [TestCase("fe80::1%eth0", "no network")]
    [TestCase("203.0.113.0 255.255.255.0", "no network")]
    public void Bad_line_is_left_out_and_told_with_its_number(string line, string reason)
    {
        var list = List($"# exits\n198.51.100.1\n{line}\n198.51.100.2\r\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Count, Is.EqualTo(2));
            Assert.That(list.ErrorCount, Is.EqualTo(1));
            Assert.That(list.Errors[0].ToString(), Does.StartWith("line 3: ").And.Contain(reason));
        }
    }

    [Test]
    public void Errors_kept_and_lines_read_are_bounded()
    {
        var list = List(new string('x', 5_000_000) + "\n" + string.Concat(Enumerable.Repeat("bad\n", 5_000)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.ErrorCount, Is.EqualTo(5_001));
            Assert.That(list.Errors, Has.Count.EqualTo(NetworkList.MaxErrorsKept));
            Assert.That(
                () => List(new string('\n', NetworkList.MaxLines + 1)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("lines"));
        }
    }

    [Test]
    public void File_without_one_good_line_is_refused_by_name()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["tor.txt"], "<html>\nNot found\n");
        File.WriteAllText(folder["none.txt"], "# nobody\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => NetworkList.Load(folder["tor.txt"]), Throws.TypeOf<InvalidDataException>()
                .With.Message.Contains(folder["tor.txt"]).And.Message.Contains("line 1"));
            Assert.That(NetworkList.Load(folder["none.txt"]).Count, Is.Zero);
        }
    }

    [Test]
    public void Any_address_has_what_a_search_by_definition_finds() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var networks = new List<(IPNetwork Network, NetworkTraits Traits)>();
            for (var i = random.Next(40); i > 0; i--) networks.Add((Network(random, networks), (NetworkTraits)(1 << random.Next(16))));
            var builder = new NetworkTableBuilder();
            foreach (var (network, traits) in networks) builder.Add(List(network.ToString()), traits);
            var table = builder.Build();
            return networks.SelectMany(n => Edges(n.Network)).Concat(Enumerable.Range(0, 20).Select(_ => Random(random))).All(address =>
            {
                var expected = networks.Where(n => n.Network.Contains(address)).Aggregate(NetworkTraits.None, (all, n) => all | n.Traits);
                return table.Lookup(ClientAddress.From(address)) == expected;
            });
        }));

    [Test]
    public void Lookup_allocates_nothing()
    {
        var table = new NetworkTableBuilder().Add(List("203.0.113.0/24\n2001:db8::/32"), NetworkTraits.Tor).Build();
        var (four, six) = (Address("203.0.113.7"), Address("2001:db8::7"));
        table.Lookup(four);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var all = NetworkTraits.None;
        for (var i = 0; i < 1_000; i++) all |= table.Lookup(four) | table.Lookup(six);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((allocated, all), Is.EqualTo((0L, NetworkTraits.Tor)));
    }

    private static IPNetwork Network(Random random, List<(IPNetwork Network, NetworkTraits Traits)> known)
    {
        var address = known.Count > 0 && random.Next(2) == 0 ? known[random.Next(known.Count)].Network.BaseAddress : Random(random);
        var bytes = address.GetAddressBytes();
        var bits = random.Next(bytes.Length * 8 + 1);
        for (var i = bits; i < bytes.Length * 8; i++) bytes[i / 8] &= (byte)~(0x80 >> (i % 8));
        return new IPNetwork(new IPAddress(bytes), bits);
    }

    /// <summary>First and last address of a network and their neighbours outside.</summary>
    private static IEnumerable<IPAddress> Edges(IPNetwork network)
    {
        var first = network.BaseAddress.GetAddressBytes();
        var last = (byte[])first.Clone();
        for (var i = network.PrefixLength; i < last.Length * 8; i++) last[i / 8] |= (byte)(0x80 >> (i % 8));
        return [new(first), new(last), new(Step(first, -1)), new(Step(last, 1))];
    }

    private static byte[] Step(byte[] address, int by)
    {
        var moved = (byte[])address.Clone();
        for (var i = moved.Length - 1; i >= 0; i--)
        {
            moved[i] = (byte)(moved[i] + by);
            if (moved[i] != (by > 0 ? 0 : 255)) break;
        }

        return moved;
    }

    private static IPAddress Random(Random random)
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
        random.NextBytes(bytes);
        return new IPAddress(bytes);
    }

    private static NetworkList List(string text) => NetworkList.Read(new StringReader(text));

    private static ClientAddress Address(string text) =>
        ClientAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
