using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Snapshots;

/// <summary>A file that is damaged, cut or of another kind is refused with its name and the place; the store stays as it was.</summary>
internal sealed class BadSnapshotTests
{
    private static readonly FeatureStoreOptions Options =
        new() { MaxEntities = FeatureStoreOptions.SmallestMaxEntities, RememberedEvents = 512 };

    [Test]
    public void Flipped_bit_anywhere_is_found_and_told_with_the_place()
    {
        var file = Written(Options);
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var bad = file.ToArray();
            bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            AssertRefused(bad, "test.sds at byte ");
        }
    }

    [Test]
    public void File_cut_anywhere_or_with_something_after_its_end_is_refused()
    {
        var file = Written(Options);
        var random = new Random(4);
        AssertRefused([], "within its first 16 bytes");
        AssertRefused([.. file, 0], "bytes follow");
        for (var round = 0; round < 100; round++) AssertRefused(file[..random.Next(file.Length)], "test.sds");
    }

    [Test]
    public void Well_summed_nonsense_is_refused_without_taking_memory()
    {
        using var stream = new MemoryStream();
        var writer = new SnapshotWriter(stream);
        writer.Section("features", 1, "claims"u8);
        writer.Finish();
        AssertRefused(stream.ToArray(), "section `features`");
        AssertRefused([.. "not a snapshot at all"u8], "no snapshot");
    }

    [Test]
    public void Snapshot_of_other_options_or_another_seed_is_refused_and_says_which()
    {
        AssertRefused(Written(Options with { HashSeed = 7 }), "hash seed");
        AssertRefused(Written(Options with { MaxEntities = 2_048 }), "number of entities");
        AssertRefused(Written(Options with { RememberedEvents = 1_024 }), "remembered events");
        AssertRefused(Written(Options with { MaxSkew = TimeSpan.FromMinutes(1) }), "clock skew");
    }

    [Test]
    public void Snapshot_of_somebody_else_is_believed_with_the_right_seal_only()
    {
        var (key, other) = (new byte[32], new byte[32]);
        other[7] = 1;
        var file = Written(Options, key);
        Assert.That(() => SnapshotReader.CheckSeal("test.sds", new MemoryStream(file), key), Throws.Nothing);
        AssertNotSealed(file, other);
        AssertNotSealed(Written(Options), key);
        Assert.That(() => SnapshotReader.CheckSeal("test.sds", new MemoryStream(Rewritten(file)), key), Throws.Nothing);
        AssertNotSealed(Rewritten(file, change: "features"), key);
        AssertNotSealed(Rewritten(file, change: "seal"), key);
        AssertNotSealed(Rewritten(file, more: "more"), key);
        var store = new FeatureStore(Options);
        store.ReadFrom(new SnapshotReader("test.sds", new MemoryStream(file)));
        Assert.That(store.Status().Entities, Is.GreaterThan(0));
    }

    /// <summary>The same sections with right sums, as somebody writes them who has no key.</summary>
    private static byte[] Rewritten(byte[] file, string change = "", string more = "")
    {
        using var stream = new MemoryStream();
        using var writer = new SnapshotWriter(stream);
        var reader = new SnapshotReader("test.sds", new MemoryStream(file));
        while (reader.TryNext(out var section))
        {
            var bytes = section.Take(section.Left).ToArray();
            bytes[^1] ^= section.Name == change ? (byte)1 : (byte)0;
            writer.Section(section.Name, section.Version, bytes);
        }

        if (more.Length > 0) writer.Section(more, 1, [1, 2, 3]);
        writer.Finish();
        return stream.ToArray();
    }

    private static void AssertNotSealed(byte[] file, byte[] key) => Assert.That(
        () => SnapshotReader.CheckSeal("test.sds", new MemoryStream(file), key),
        Throws.TypeOf<SnapshotException>().With.Message.Contains("not sealed"));

    private static void AssertRefused(byte[] file, string reason)
    {
        var store = new FeatureStore(Options);
        store.Apply(SampleEvents.Request());
        var before = store.StateHash();
        Assert.That(
            () =>
            {
                var reader = new SnapshotReader("test.sds", new MemoryStream(file));
                store.ReadFrom(reader);
                while (reader.TryNext(out _))
                {
                    // To the last block: a file is whole or of no use.
                }
            },
            Throws.TypeOf<SnapshotException>().With.Message.Contains(reason));
        // Damage after the store's own sections shows only once they are taken on; the gateway then clears the store.
        if (reason.StartsWith("section", StringComparison.Ordinal) || file.Length < 100) Assert.That(store.StateHash(), Is.EqualTo(before));
    }

    private static byte[] Written(FeatureStoreOptions options, byte[]? key = null)
    {
        var store = new FeatureStore(options);
        var random = new Random(1);
        for (var i = 0; i < 500; i++) store.Apply(EventScript.Request(random, i * 900L));
        using var file = new MemoryStream();
        using var writer = new SnapshotWriter(file, key);
        store.WriteTo(writer, TimeSpan.FromSeconds(20));
        writer.Finish();
        return file.ToArray();
    }
}
