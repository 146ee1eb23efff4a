using SecurityDecisioning.Streams.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

internal sealed class RecordHeaderTests
{
    private const string Version1 = "01A1B2C3D4E5F6071800000000000000FFFFFFFFFFFFFFFFF4";

    [Test]
    public void Version_1_stays_as_it_is_and_readable()
    {
        var header = new RecordHeader(0xA1B2C3D4E5F60718, 255, -12);

        Assert.That(Convert.ToHexString(header.ToBytes()), Is.EqualTo(Version1));
        Assert.That(RecordHeader.TryRead(Convert.FromHexString(Version1), out var read), Is.True);
        Assert.That(read, Is.EqualTo(header));
    }

    [Test]
    public void What_others_put_there_is_refused()
    {
        var bytes = Convert.FromHexString(Version1);
        Assert.That(RecordHeader.TryRead(bytes.AsSpan(..^1), out _), Is.False, "short");
        Assert.That(RecordHeader.TryRead([.. bytes, 0], out _), Is.False, "long");
        Assert.That(RecordHeader.TryRead([2, .. bytes[1..]], out _), Is.False, "another version");
        Assert.That(RecordHeader.TryRead([1, .. new byte[8], .. bytes[9..]], out _), Is.False, "no origin");
        Assert.That(RecordHeader.TryRead([.. bytes[..9], 255, .. bytes[10..]], out _), Is.False, "sequence below zero");
    }
}
