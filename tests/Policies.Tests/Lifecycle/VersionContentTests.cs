using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

internal sealed class VersionContentTests
{
    private static readonly VersionContent Content = LifecycleBench.Challenging(5);

    [Test]
    public void Packed_documents_come_back_whole()
    {
        Assert.That(VersionContent.TryUnpack(Content.Pack(), Content.Version, out var back), Is.True);
        Assert.That(back!.Documents, Is.EqualTo(Content.Documents));
        Assert.That(back.Version, Is.EqualTo(Content.Version).And.Length.EqualTo(64));
    }

    [Test]
    public void Documents_of_another_version_are_refused() =>
        Assert.That(VersionContent.TryUnpack(Content.Pack(), LifecycleBench.Challenging(6).Version, out _), Is.False);

    [Test]
    public void Changed_bytes_are_refused_or_the_very_same_documents() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var random = new System.Random(seed);
            var packed = Content.Pack();
            packed[random.Next(packed.Length)] ^= (byte)random.Next(1, 256);
            var cut = packed.AsMemory(0, random.Next(packed.Length + 1));
            return !VersionContent.TryUnpack(cut, Content.Version, out var back) || back.Version == Content.Version;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Test]
    public void Bomb_is_refused_within_the_limits_of_a_folder()
    {
        var packed = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(brotli))
        {
            writer.Write(1_000);
            for (var i = 0; i < 1_000; i++)
            {
                writer.Write($"{i:0000}.yaml");
                writer.Write(1024 * 1024);
                writer.Write(new byte[1024 * 1024]);
            }
        }

        Assert.That(packed.Length, Is.LessThan(LifecycleLimits.PackedBytes), "small to send");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(VersionContent.TryUnpack(packed.ToArray(), null, out _), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 * 1024 * 1024));
    }
}
