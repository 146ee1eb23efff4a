using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Distincts;

/// <summary>Distinct counts: exact while small, within their bound when large, and sliding either way.</summary>
internal sealed class DistinctCountTests
{
    private long _sequence;

    [TestCase(1)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(100)]
    [TestCase(3_000)]
    [TestCase(6_000)]
    public void Few_values_are_counted_exactly_in_every_window(int count)
    {
        var store = new FeatureStore();
        var vector = SeeAccounts(store, count, spanMs: 4_000);

        Assert.That(Counts(vector), Is.EqualTo(new float[] { count, count, count, count }));
    }

    [TestCase(10_000, 0.03)]
    [TestCase(30_000, 0.03)]
    [TestCase(200_000, 0.05)]
    public void Many_values_are_counted_within_the_bound(int count, double bound)
    {
        var store = new FeatureStore();
        var vector = SeeAccounts(store, count, spanMs: 4_000);

        foreach (var counted in Counts(vector)) Assert.That(counted, Is.EqualTo(count).Within(bound * count));
    }

    [Test]
    public void Ten_thousand_values_are_within_three_percent_for_nineteen_of_twenty_seeds()
    {
        var within = 0;
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 20_000, HashSeed = seed });
            var counted = SeeAccounts(store, 10_000, spanMs: 4_000).Feature("ip.distinct_accounts_24h");
            if (Math.Abs(counted - 10_000) <= 300) within++;
        }

        Assert.That(within, Is.GreaterThanOrEqualTo(19));
    }

    [Test]
    public void Large_set_slides_out_of_the_short_windows_and_stays_in_the_long_one()
    {
        var store = new FeatureStore();
        SeeAccounts(store, 20_000, spanMs: 4_000);

        var later = store.ReadVector(Event(account: 1, atMs: 2 * 3_600_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Counts(later)[..3], Is.All.Zero);
            Assert.That(Counts(later)[3], Is.EqualTo(20_000).Within(1_000));
        }
    }

    [Test]
    public void Quiet_half_minute_after_a_flood_is_counted_exactly_again()
    {
        var store = new FeatureStore();
        SeeAccounts(store, 50_000, spanMs: 4_000);
        var at = 40_000;
        float[] vector = [];
        for (var i = 0; i < 12; i++) vector = store.ApplyAndReadVector(Event(account: 1_000_000 + i, atMs: at += 100));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.distinct_accounts_30s"), Is.EqualTo(12));
            Assert.That(vector.Feature("ip.distinct_accounts_5m"), Is.EqualTo(50_012).Within(2_500));
        }
    }

    [Test]
    public void Steady_stream_of_new_values_keeps_every_window_near_its_truth()
    {
        var store = new FeatureStore();
        float[] vector = [];
        for (var i = 0; i < 150_000; i++) vector = store.ApplyAndReadVector(Event(account: i, atMs: i * 40));

        // 25 new values a second for 100 minutes; a window covers its last bucket only as far as it has come.
        var end = 149_999 * 40L;
        (string Window, long BucketMs, int Buckets)[] rings = [("30s", 5_000, 6), ("5m", 30_000, 10), ("1h", 300_000, 12), ("24h", 3_600_000, 24)];
        foreach (var (window, bucketMs, buckets) in rings)
        {
            var oldest = ((((SampleEvents.StartMs + end) / bucketMs) - buckets + 1) * bucketMs) - SampleEvents.StartMs;
            var truth = (double)((end - Math.Max(0, oldest)) / 40) + 1;
            Assert.That(vector.Feature($"ip.distinct_accounts_{window}"), Is.EqualTo(truth).Within(0.08 * truth), window);
        }
    }

    [Test]
    public void Value_seen_again_counts_once_and_stays_for_as_long_as_its_last_sight()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 40; i++) store.Apply(Event(account: 1, atMs: i * 1_000));
        var vector = store.ApplyAndReadVector(Event(account: 2, atMs: 60_000));

        Assert.That(Counts(vector), Is.EqualTo(new float[] { 2, 2, 2, 2 }));
    }

    private float[] SeeAccounts(FeatureStore store, int count, int spanMs)
    {
        for (var i = 0; i < count - 1; i++) store.Apply(Event(i, (long)i * spanMs / count));
        return store.ApplyAndReadVector(Event(count - 1, spanMs));
    }

    private static float[] Counts(float[] vector) =>
        [.. FeatureWindows.All.Select(w => vector[FeatureCatalog.IndexOf(EntityKind.Ip, FeatureDistinct.Accounts, w)])];

    private SecurityEvent Event(long account, long atMs) => new()
    {
        Id = new EventId((ulong)(SampleEvents.StartMs + atMs) << 16, (ulong)++_sequence),
        Kind = EventKind.Request,
        TimeMs = SampleEvents.StartMs + atMs,
        Account = new Pseudonym(0xAC, (ulong)account + 1),
        Ip = new ClientAddress(0, 0xFFFF_CB00_7109),
    };
}
