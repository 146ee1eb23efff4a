using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Tests.Enrichment.Mmdb;

/// <summary>Databases made to cost the reader its time, memory or stack.</summary>
internal sealed class HostileDatabaseTests
{
    [Test]
    public void Map_that_contains_itself_is_refused() => Refused([0xE1, 0x41, (byte)'a', 0x20, 0x00], "circle");

    [Test]
    public void Pointer_to_itself_is_refused() => Refused([0x20, 0x00], "pointer");

    [Test]
    public void Pointer_past_the_data_is_refused() => Refused([0x27, 0xFF], "pointer");

    [Test]
    public void Array_of_more_elements_than_bytes_is_refused() => Refused([0x1F, 0x04, 0xFF, 0xFF, 0xFF], "past the end");

    [Test]
    public void Text_of_more_bytes_than_there_are_is_refused() => Refused([0x5F, 0xFF, 0xFF, 0xFF], "past the end");

    [Test]
    public void Type_that_no_specification_has_is_refused() => Refused([0x01, 0x30], "type");

    [Test]
    public void Key_that_is_no_text_is_refused() => Refused([0xE1, 0xA1, 0x05, 0x41, (byte)'a'], "key");

    [Test]
    public void Text_that_is_no_UTF8_is_refused() => Refused([0x42, 0xC3, 0x28], "UTF-8");

    [Test]
    public void Values_nested_without_end_are_refused() =>
        Refused([.. Enumerable.Repeat(new byte[] { 0x01, 0x04 }, 100_000).SelectMany(b => b), 0x40], "nested");

    [Test]
    public void Pointers_that_multiply_are_refused()
    {
        // Ten arrays, each of sixteen pointers to the one before: 16 to the 10th values of text if somebody wrote them out.
        var data = new List<byte> { 0x44, (byte)'l', (byte)'o', (byte)'l', (byte)'s' };
        var before = 0;
        for (var level = 0; level < 10; level++)
        {
            var at = data.Count;
            data.AddRange([0x10, 0x04]);
            for (var i = 0; i < 16; i++) data.AddRange([(byte)(0x20 | before >> 8), (byte)before]);
            before = at;
        }

        var reader = Reader([.. data], before);

        Assert.That(() => reader.Decode(reader.Find(Address)), Throws.TypeOf<MmdbFormatException>().With.Message.Contains("more fields"));
    }

    [Test]
    public void Long_text_that_is_pointed_to_again_and_again_is_refused()
    {
        var data = new List<byte>(MmdbWriter.Encode(new string('x', 500_000)));
        var at = data.Count;
        data.AddRange([0x1D, 0x04, 100]);
        for (var i = 0; i < 129; i++) data.AddRange([0x20, 0x00]);
        var reader = Reader([.. data], at);

        Assert.That(() => reader.Decode(reader.Find(Address)), Throws.TypeOf<MmdbFormatException>().With.Message.Contains("bytes of text"));
    }

    [Test]
    public void Tree_that_leads_in_a_circle_is_refused_and_a_look_up_in_it_ends()
    {
        (string, object)[] metadata =
        [
            ("binary_format_major_version", (ushort)2), ("build_epoch", 1UL), ("database_type", "Test"), ("ip_version", (ushort)6),
            ("node_count", 2u), ("record_size", (ushort)24),
        ];
        var reader = MmdbReader.Read(File([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0], [0x41, (byte)'a'], metadata), "made");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Verify, Throws.TypeOf<MmdbFormatException>().With.Message.Contains("circle"));
            Assert.That(reader.Find(Address).IsNone, Is.True);
        }
    }

    [TestCase("node_count", 0u, "nodes")]
    [TestCase("node_count", uint.MaxValue, "nodes")]
    [TestCase("node_count", 2_000_000_000u, "cut off")]
    [TestCase("record_size", 25u, "24, 28 or 32")]
    [TestCase("ip_version", 5u, "4 or 6")]
    [TestCase("binary_format_major_version", 3u, "version")]
    public void Metadata_that_cannot_be_are_refused(string key, uint value, string reason)
    {
        (string, object)[] metadata =
        [
            ("binary_format_major_version", (ushort)2), ("build_epoch", 1UL), ("database_type", "Test"), ("ip_version", (ushort)6),
            ("node_count", 1u), ("record_size", (ushort)24),
        ];
        metadata[Array.FindIndex(metadata, m => m.Item1 == key)] = (key, value);

        Assert.That(() => MmdbReader.Read(File(new byte[6], [], metadata), "made"),
            Throws.TypeOf<MmdbFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void File_of_something_else_is_refused() => Assert.That(
        () => MmdbReader.Read(new byte[100_000], "zeros"), Throws.TypeOf<MmdbFormatException>().With.Message.Contains("no metadata"));

    private static ClientAddress Address => ClientAddress.TryParse("1.1.1.1", out var address) ? address : default;

    /// <summary>Both ways of reading refuse it: the check at start, and a look-up without one.</summary>
    private static void Refused(byte[] record, string reason)
    {
        var reader = Reader(record, 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Verify, Throws.TypeOf<MmdbFormatException>().With.Message.Contains(reason));
            Assert.That(() => reader.Decode(reader.Find(Address)), Throws.TypeOf<MmdbFormatException>());
        }
    }

    /// <summary>One node whose two records lead to <paramref name="offset"/> of <paramref name="data"/>.</summary>
    private static MmdbReader Reader(byte[] data, int offset)
    {
        var record = (uint)(1 + 16 + offset);
        byte[] half = [(byte)(record >> 16), (byte)(record >> 8), (byte)record];
        return MmdbReader.Read(File([.. half, .. half], data,
        [
            ("binary_format_major_version", (ushort)2), ("build_epoch", 1UL), ("database_type", "Test"), ("ip_version", (ushort)4),
            ("node_count", 1u), ("record_size", (ushort)24),
        ]), "made");
    }

    private static byte[] File(byte[] tree, byte[] data, (string, object)[] metadata) =>
        [.. tree, .. new byte[16], .. data, 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. MmdbWriter.Encode(metadata)];
}
