using System.Runtime;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Loading;

[TestFixture]
internal sealed class LoadPaceTests
{
    [Test]
    public void Load_of_a_version_collects_often_and_leaves_the_latency_mode_as_it_was()
    {
        var mode = GCSettings.LatencyMode;
        var (bytes, collections) = (GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0));

        new VersionChecks().Of(VersionContent.OfFolder(ShippedPack.Folder, out _)!, new Dictionary<string, string>());

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Assert.That(GC.CollectionCount(0) - collections, Is.GreaterThanOrEqualTo(Math.Clamp(bytes / 1_000_000, 1, 8)));
        Assert.That(GCSettings.LatencyMode, Is.EqualTo(mode));
    }

    [Test]
    public void Pace_within_a_pace_ends_with_the_outer_one()
    {
        var mode = GCSettings.LatencyMode;
        using (LoadPace.Begin())
        {
            LoadPace.Begin().Dispose();
            var collections = GC.CollectionCount(0);
            GC.KeepAlive(new byte[1_000_000]);
            LoadPace.Step();

            Assert.That(GC.CollectionCount(0), Is.GreaterThan(collections));
        }

        Assert.That(GCSettings.LatencyMode, Is.EqualTo(mode));
    }
}
