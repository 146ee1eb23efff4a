using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Enrichment.Tls;

namespace SecurityDecisioning.Features.Tests.Enrichment.Tls;

internal sealed class Ja4Tests
{
    private const string ChromeHello =
        "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"
        + "_0023,ff01,0000,001b,0012,4469,002d,002b,000d,0010,0033,000a,0005,0017,000b,0015"
        + "_0403,0804,0401,0503,0805,0501,0806,0601";

    /// <summary>
    /// Fingerprints and the lists they were made from in the client's order (JA4_ro), from the expected outputs in FoxIO's
    /// repository FoxIO-LLC/ja4, python/test/testdata: latest.pcapng (streams 1, 3, 5), sigalg-grease.pcapng, badcurveball.pcap.
    /// </summary>
    private static readonly (string Fingerprint, string Original)[] Published =
    [
        ("t13d1516h2_8daaf6152771_e5627efa2ab1", ChromeHello),
        (
            "t12d190800_d83cc789557e_7af1ed941c26",
            "t12d190800_c02c,c02b,c030,c02f,c024,c023,c028,c027,c00a,c009,c014,c013,009d,009c,003d,003c,0035,002f,000a"
                + "_0000,0005,000a,000b,000d,0023,0017,ff01_0804,0805,0806,0401,0501,0201,0403,0503,0203,0202,0601,0603"),
        (
            "t13d1516h2_8daaf6152771_9b887d9acb53",
            "t13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"
                + "_000d,0010,0000,000b,0023,4469,ff01,0033,000a,002d,002b,0005,0017,0012,001b,0029"
                + "_0403,0804,0401,0503,0805,0501,0806,0601"),
        (
            "t13d1517h2_8daaf6152771_cb7bf5808d99",
            "t13d1517h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035"
                + "_fe0d,0010,0017,0033,44cd,ff01,000a,000d,0023,002b,000b,ca34,002d,0000,0005,001b,0012"
                + "_0904,0905,0906,0403,0804,0401,0503,0805,0501,0806,0601"),
        (
            "t13d1615h2_46e7e9700bed_45f260be83e2",
            "t13d1615h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035,000a"
                + "_0000,0017,ff01,000a,000b,0023,0010,0005,000d,0012,0033,002d,002b,001b,0015"
                + "_0403,0804,0401,0503,0805,0501,0806,0601,0201"),
    ];

    [TestCaseSource(nameof(Published))]
    public void Published_fingerprint_comes_from_its_hello((string Fingerprint, string Original) example)
    {
        var hello = MadeHello.From(example.Original);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fingerprint(hello.Record()), Is.EqualTo(example.Fingerprint));
            Assert.That(Fingerprint(hello.Greased(1).Record()), Is.EqualTo(example.Fingerprint), "GREASE counts nowhere");
        }
    }

    [Test]
    public void Order_of_ciphers_and_extensions_and_GREASE_change_nothing() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var hello = MadeHello.From(ChromeHello);
            var shuffled = hello with { Ciphers = Shuffle(hello.Ciphers, random), Extensions = Shuffle(hello.Extensions, random) };
            return Fingerprint(shuffled.Greased(seed).Record()) == "t13d1516h2_8daaf6152771_e5627efa2ab1";
        }));

    /// <summary>The cases of FoxIO's description, "ALPN Extension Value", and of its pull request 277.</summary>
    [TestCase("h2", "h2")]
    [TestCase("http/1.1", "h1")]
    [TestCase("x", "xx")]
    [TestCase(" ", "20")]
    [TestCase("a ", "60")]
    [TestCase("\u00AB", "ab")]
    [TestCase("0\u00AB", "3b")]
    [TestCase("01\u00AB\u00CD", "3d")]
    [TestCase("0\u00AB\u00CD1", "01")]
    [TestCase("", "00")]
    public void First_protocol_is_told_by_its_ends(string protocol, string expected)
    {
        var hello = MadeHello.From(ChromeHello) with { Protocol = System.Text.Encoding.Latin1.GetBytes(protocol) };

        Assert.That(Fingerprint(hello.Record())![8..10], Is.EqualTo(expected));
    }

    [Test]
    public void Hello_with_nothing_in_it_has_empty_hashes()
    {
        var hello = new MadeHello { Legacy = 0x0302, Ciphers = [], Extensions = [] };

        Assert.That(Fingerprint(hello.Record()), Is.EqualTo("t11i000000_000000000000_000000000000"));
    }

    [Test]
    public void Counts_stop_at_ninety_nine_and_the_largest_record_is_read()
    {
        var hello = new MadeHello
        {
            Ciphers = [.. Enumerable.Range(0, 3_000).Select(i => (ushort)i)], Extensions = [.. Enumerable.Range(100, 1_000).Select(i => (ushort)i)],
        };

        Assert.That(Fingerprint(hello.Record()), Does.StartWith("t12i999900_"));
    }

    [Test]
    public void Hello_cut_anywhere_is_no_hello()
    {
        var record = MadeHello.From(ChromeHello).Record();

        for (var length = 0; length < record.Length; length++)
        {
            Assert.That(Fingerprint(record[..length]), Is.Null, $"{length}");
        }
    }

    [Test]
    public void Any_bytes_are_read_or_refused_cleanly() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000),
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var record = MadeHello.From(ChromeHello).Record();
            for (var i = random.Next(1, 8); i > 0; i--) record[random.Next(record.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) random.NextBytes(record.AsSpan(9));
            var fingerprint = Fingerprint(record);
            return fingerprint is null || (fingerprint.Length == Ja4.Length && fingerprint[10] == '_' && fingerprint[23] == '_');
        }));

    [Test]
    public void Record_in_pieces_gives_the_same()
    {
        var record = MadeHello.From(ChromeHello).Record();
        var first = new Piece(record.AsMemory(0, 7), 0);
        var second = first.Then(record.AsMemory(7, 50));
        var third = second.Then(record.AsMemory(57));
        var fingerprint = new char[Ja4.Length];

        Assert.That(Ja4.TryWrite(new ReadOnlySequence<byte>(first, 0, third, third.Memory.Length), fingerprint), Is.True);
        Assert.That(new string(fingerprint), Is.EqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1"));
    }

    [Test]
    public void Hash_is_the_beginning_of_the_SHA_256_of_the_text() => Assert.That(
        Ja4.HashOf("t13d1516h2_8daaf6152771_e5627efa2ab1"),
        Is.EqualTo(Convert.ToUInt64(
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("t13d1516h2_8daaf6152771_e5627efa2ab1"u8))[..16], 16)));

    private static string? Fingerprint(byte[] record)
    {
        Span<char> text = stackalloc char[Ja4.Length];
        return Ja4.TryWrite(record, text) ? new string(text) : null;
    }

    private static ushort[] Shuffle(IReadOnlyList<ushort> values, Random random)
    {
        var copy = values.ToArray();
        random.Shuffle(copy);
        return copy;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
