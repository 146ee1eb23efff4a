using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Enrichment;

namespace SecurityDecisioning.Features.Tests.Enrichment;

internal sealed class CountryTableTests
{
    [TestCase("203.0.113.9", "DE")]
    [TestCase("203.0.113.129", "FR")]
    [TestCase("203.0.113.255", "FR")]
    [TestCase("203.0.114.0", "")]
    [TestCase("203.0.112.255", "")]
    [TestCase("10.1.2.3", "US")]
    [TestCase("2001:db8::1", "JP")]
    [TestCase("2001:db8:1::1", "CN")]
    [TestCase("2001:db9::1", "")]
    [TestCase("255.255.255.255", "ZZ")]
    public void Longest_prefix_wins(string address, string country)
    {
        var table = Read("""
            # a comment
            203.0.113.128/25,fr   # inside the next
            203.0.113.0/24,DE

            10.0.0.0/8, US
            2001:db8::/32,JP
            2001:db8:1::/48,CN
            255.255.255.255,ZZ
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Lookup(Address(address)), Is.EqualTo(country));
            Assert.That(table.ErrorCount, Is.Zero);
        }
    }

    [TestCase("203.0.113.0/24", "comma")]
    [TestCase("203.0.113.0/24,Germany", "two letters")]
    [TestCase("203.0.113.0/24,D1", "two letters")]
    [TestCase("203.0.113.0/33,DE", "0 to 32")]
    [TestCase("203.0.113.0/x,DE", "0 to 32")]
    [TestCase("2001:db8::/129,DE", "0 to 128")]
    [TestCase("203.0.113.1/24,DE", "past its prefix")]
    [TestCase("hello,DE", "IPv4 or IPv6")]
    [TestCase("10.0.0.0/8,FR", "already")]
    public void Bad_line_is_left_out_and_told_with_its_number(string line, string reason)
    {
        var table = Read($"10.0.0.0/8,US\n{line}\n11.0.0.0/8,CA");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Errors, Has.Count.EqualTo(1));
            Assert.That(table.Errors[0].Line, Is.EqualTo(2));
            Assert.That(table.Errors[0].Reason, Does.Contain(reason));
            Assert.That(table.Lookup(Address("11.2.3.4")), Is.EqualTo("CA"));
            Assert.That(table.Lookup(Address("10.2.3.4")), Is.EqualTo("US"));
        }
    }

    [Test]
    public void Endless_line_is_one_error_and_errors_kept_are_bounded()
    {
        var table = Read(new string('x', 10_000_000) + "\n" + string.Concat(Enumerable.Repeat("bad\n", 5_000)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.ErrorCount, Is.EqualTo(5_001));
            Assert.That(table.Errors, Has.Count.EqualTo(CountryTable.MaxErrorsKept));
            Assert.That(table.Errors[0].Reason, Does.Contain("longer than"));
        }
    }

    [Test]
    public void Lookup_equals_a_search_by_definition() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf().ToArbitrary(), numbers =>
        {
            var blocks = numbers.Select(n => new Random(n)).Select(r => (Bits: r.Next(1, 17), Base: (uint)r.Next(1 << 16) << 16, R: r))
                .Select(b => (b.Bits, First: b.Base & (uint.MaxValue << (32 - b.Bits)), Country: $"{(char)('A' + b.R.Next(26))}A"))
                .DistinctBy(b => (b.Bits, b.First)).ToArray();
            var table = Read(string.Join('\n', blocks.Select(b => $"{Dotted(b.First)}/{b.Bits},{b.Country}")));
            var random = new Random(numbers.Count);
            return Enumerable.Range(0, 50).Select(_ => (uint)random.NextInt64(1L << 32))
                .Concat(blocks.Select(b => b.First)).Concat(blocks.Select(b => b.First - 1))
                .All(a => table.Lookup(Address(Dotted(a))) == (blocks
                    .Where(b => (a & (uint.MaxValue << (32 - b.Bits))) == b.First).OrderByDescending(b => b.Bits)
                    .Select(b => b.Country).FirstOrDefault() ?? ""));
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void Lookup_allocates_nothing_and_returns_one_string_per_country()
    {
        var table = Read("10.0.0.0/8,US\n11.0.0.0/8,us");
        var address = Address("10.1.1.1");
        table.Lookup(address);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) table.Lookup(address);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(allocated, Is.Zero);
            Assert.That(table.Lookup(Address("11.1.1.1")), Is.SameAs(table.Lookup(address)));
        }
    }

    [Test]
    public void File_is_read_and_unknown_or_empty_addresses_have_no_country()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["countries.csv"], "\uFEFF203.0.113.0/24,DE\r\n::/0,JP\r\n");
        var table = CountryTable.Load(folder["countries.csv"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.ErrorCount, Is.Zero);
            Assert.That(table.Lookup(Address("203.0.113.1")), Is.EqualTo("DE"));
            Assert.That(table.Lookup(Address("198.51.100.1")), Is.Empty, "an IPv6 block says nothing of IPv4");
            Assert.That(table.Lookup(Address("2001:db8::1")), Is.EqualTo("JP"));
            Assert.That(table.Lookup(default), Is.Empty);
            Assert.That(CountryTable.Empty.Lookup(Address("203.0.113.1")), Is.Empty);
        }
    }

    private static CountryTable Read(string text) => CountryTable.Read(new StringReader(text));

    private static ClientAddress Address(string text) =>
        ClientAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    private static string Dotted(uint address) =>
        $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
}
