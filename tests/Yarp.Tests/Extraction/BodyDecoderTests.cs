using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class BodyDecoderTests
{
    private static readonly (BodyCoding Coding, string Name)[] Codings =
        [(BodyCoding.Gzip, "gzip"), (BodyCoding.Deflate, "deflate"), (BodyCoding.Brotli, "br")];

    [Test]
    public void Any_bytes_up_to_the_limit_come_back() =>
        Prop.ForAll<byte[], int>((bytes, times) => Codings.All(c =>
        {
            var plain = Enumerable.Repeat(bytes, 1 + Math.Abs(times % 20)).SelectMany(b => b).Take(BodyPeek.Limit).ToArray();
            return plain.Length == 0 || Decode(Compressed.With(c.Name, plain), c.Coding) is { } read && read.SequenceEqual(plain);
        })).QuickCheckThrowOnFailure();

    [TestCase(BodyPeek.Limit, true)]
    [TestCase(BodyPeek.Limit + 1, false)]
    [TestCase(10_000_000, false, Description = "a bomb")]
    public void Output_ends_at_the_limit(int length, bool read)
    {
        var plain = new byte[length];

        Assert.That(Codings.Select(c => Decode(Compressed.With(c.Name, plain), c.Coding) is not null), Is.All.EqualTo(read));
    }

    [Test]
    public void Stream_that_is_cut_or_goes_on_is_not_read() => Assert.Multiple(() =>
    {
        foreach (var (coding, name) in Codings)
        {
            var whole = Compressed.With(name, "username=alice&password=guess"u8);
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.That(Decode(whole[..length], coding), Is.Null, $"{name} cut at {length}");
            }

            Assert.That(Decode([.. whole, 1], coding), Is.Null, $"{name} and one byte");
            Assert.That(Decode([.. whole, .. Compressed.With(name, "&username=bob"u8)], coding), Is.Null, $"{name} twice");
        }
    });

    [Test]
    public void No_bytes_whatever_are_an_error() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (var (coding, name) in Codings)
            {
                Decode(bytes, coding);
                var damaged = Compressed.With(name, Encoding.ASCII.GetBytes(new string('u', 200)));
                for (var i = 0; i < bytes.Length; i++)
                {
                    damaged[(bytes[i] + i) % damaged.Length] ^= bytes[i];
                }

                Decode(damaged, coding);
            }
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Form_hidden_in_a_stream_for_an_upstream_that_decompresses_nothing_is_noticed()
    {
        var stored = Compressed.With("gzip", "a&username=victim&b"u8, CompressionLevel.NoCompression);

        Assert.That(FormFields.Mentions(stored, ["username"]), Is.True);
        Assert.That(FormFields.Mentions(Compressed.With("gzip", Encoding.ASCII.GetBytes(
            "username=victim&password=guess&" + new string('x', 100))), ["username"]), Is.False);
    }

    private static byte[]? Decode(byte[] body, BodyCoding coding)
    {
        using var decoded = BodyDecoder.Decode(body, coding);
        return decoded?.Span.ToArray();
    }
}
