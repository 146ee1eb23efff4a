using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Streams.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

/// <summary>Only who has the key can write a record that readers believe, and only as it is.</summary>
internal sealed class RecordSealTests
{
    private const string Topic = "sd.restrictions";
    private static readonly RecordSeal Ours = new(RandomNumberGenerator.GetBytes(32));
    private static readonly RecordSeal Others = new(RandomNumberGenerator.GetBytes(32));
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Test]
    public void Sealed_record_reads_back_and_any_changed_bit_breaks_its_seal() =>
        Prop.ForAll<byte[], PositiveInt>((payload, at) =>
        {
            var header = new RecordHeader(7, 8, 9);
            var bytes = header.ToBytes(Ours, Topic, Key, payload);
            Assert.That(RecordHeader.TryRead(bytes, out var read), Is.True);
            Assert.That((read.Origin, read.Sequence, read.TimeMs, read.KeyId), Is.EqualTo((7UL, 8L, 9L, Ours.KeyId)));
            Assert.That(RecordHeader.IsSealed(bytes, Ours, Topic, Key, payload), Is.True);

            byte[][] parts = [bytes, Key.ToArray(), payload.ToArray()];
            var position = at.Get % (parts.Sum(p => p.Length) * 8);
            var (part, bit) = (0, position);
            while (bit >= parts[part].Length * 8)
            {
                bit -= parts[part++].Length * 8;
            }

            parts[part][bit / 8] ^= (byte)(1 << (bit % 8));
            return !RecordHeader.IsSealed(parts[0], Ours, Topic, parts[1], parts[2]);
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void Seal_of_another_key_or_topic_is_not_believed()
    {
        var bytes = new RecordHeader(7, 8, 9).ToBytes(Ours, Topic, Key, [1, 2, 3]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RecordHeader.IsSealed(bytes, Others, Topic, Key, [1, 2, 3]), Is.False);
            Assert.That(RecordHeader.IsSealed(bytes, Ours, "sd.verdicts", Key, [1, 2, 3]), Is.False);
            Assert.That(RecordHeader.IsSealed(new RecordHeader(7, 8, 9).ToBytes(), Ours, Topic, Key, [1, 2, 3]), Is.False);
            Assert.That(Ours.KeyId, Is.Not.EqualTo(Others.KeyId).And.Not.Zero);
        }
    }

    [Test]
    public void Bytes_moved_between_key_and_payload_break_the_seal()
    {
        var bytes = new RecordHeader(7, 8, 9).ToBytes(Ours, Topic, [1, 2], [3, 4]);

        Assert.That(RecordHeader.IsSealed(bytes, Ours, Topic, [1, 2, 3], [4]), Is.False);
    }
}
