using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

/// <summary>A million invented identities cost the cheap entries first and never memory without end.</summary>
internal sealed class EvictionTests
{
    private const int Budget = 100_000;

    [Test, Explicit("a minute")]
    public void Ten_million_one_off_addresses_do_no_more_harm_than_half_a_million() => Flood(10_000_000);

    [Test]
    public void Half_a_million_one_off_addresses_evict_neither_busy_nor_profiled_nor_pinned_entities() => Flood(500_000);

    private static void Flood(int addresses)
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = Budget });
        var busy = Enumerable.Range(0, 2_000).Select(i => IpOf(10, i)).ToArray();
        var accounts = Enumerable.Range(0, 5_000).Select(i => new Pseudonym(77, (ulong)i + 1)).ToArray();
        var pinned = IpOf(11, 1);
        long at = 0;
        store.Apply(At(++at, pinned));
        Assert.That(store.SetPinned(EntityKey.OfIp(pinned), true), Is.True);
        for (var round = 0; round < 6; round++)
        {
            foreach (var ip in busy) store.Apply(At(++at, ip));
        }

        foreach (var account in accounts)
            store.Apply(At(++at, default) with { Kind = EventKind.Outcome, Account = account, Login = LoginOutcome.Succeeded });

        for (var i = 0; i < addresses; i++) store.Apply(At(at += 2, IpOf(100, i)));

        var status = store.Status();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(busy.Count(ip => store.Contains(EntityKey.OfIp(ip))), Is.EqualTo(busy.Length), "busy addresses");
            Assert.That(accounts.Count(a => store.Contains(EntityKey.Of(EntityKind.Account, a))), Is.EqualTo(accounts.Length));
            Assert.That(store.Contains(EntityKey.OfIp(pinned)), Is.True, "pinned address");
            Assert.That(status.Entities, Is.LessThanOrEqualTo(Budget));
            Assert.That(status.Evicted, Is.GreaterThan(addresses - Budget));
            Assert.That(status.Refused, Is.Zero);
            Assert.That(status.Bytes, Is.LessThan(64L << 20), "memory");
        }
    }

    [Test]
    public void Memory_stays_the_same_from_the_second_million_on()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 20_000 });
        for (var i = 0; i < 200_000; i++) store.Apply(At(i, IpOf(100, i)));
        var after = store.Status().Bytes;
        for (var i = 200_000; i < 600_000; i++) store.Apply(At(i, IpOf(100, i)));

        // The one operation that all requests share still fills its windows; each size of its list takes a chunk once.
        Assert.That(store.Status().Bytes, Is.LessThanOrEqualTo(after + (4 << 16)));
    }

    [Test]
    public void Everything_busy_still_makes_room_for_newcomers()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        long at = 0;
        for (var i = 0; i < 20_000; i++)
        {
            for (var n = 0; n < 5; n++) store.Apply(At(++at, IpOf(50, i)));
            Assert.That(store.Contains(EntityKey.OfIp(IpOf(50, i))), Is.True);
        }

        Assert.That(store.Status().Entities, Is.LessThanOrEqualTo(1_024));
    }

    [Test]
    public void Pins_are_refused_past_half_and_for_strangers_and_can_be_let_go()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        var entities = Enumerable.Range(0, 600).Select(i => EntityKey.Of(EntityKind.ApiKey, new Pseudonym(5, (ulong)i + 1))).ToArray();
        foreach (var key in entities) store.Apply(At((long)key.Low, default) with { ApiKey = new Pseudonym(key.High, key.Low) });

        var held = entities.Count(e => store.SetPinned(e, true));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(held, Is.EqualTo(512));
            Assert.That(store.Status().Pinned, Is.EqualTo(512));
            Assert.That(store.SetPinned(entities[0], true), Is.True, "again");
            Assert.That(store.SetPinned(entities[0], false), Is.True);
            Assert.That(store.SetPinned(entities[599], true), Is.True, "room again");
            Assert.That(store.SetPinned(EntityKey.OfIp(IpOf(1, 1)), true), Is.False, "never seen");
            Assert.That(store.SetPinned(default, true), Is.False);
        }
    }

    [Test]
    public void Evicted_entity_that_returns_begins_anew()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        var ip = IpOf(60, 1);
        store.Apply(At(1, ip));
        for (var i = 0; i < 20_000; i++) store.Apply(At(2 + i, IpOf(61, i)));
        Assert.That(store.Contains(EntityKey.OfIp(ip)), Is.False);

        var vector = store.ApplyAndReadVector(At(30_000, ip));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.requests_24h"), Is.EqualTo(1));
            Assert.That(vector.Feature("ip.seconds_since_first"), Is.Zero);
            Assert.That(vector.Feature("ip.seconds_since_last"), Is.NaN);
        }
    }

    [Test]
    public void Exhausted_memory_counts_too_little_and_never_throws()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 30_000, MaxBlockBytes = 4 << 20 });
        var random = new Random(4);
        for (var i = 0; i < 300_000; i++)
        {
            var e = At(i * 20L, IpOf(random.Next(4), random.Next(4_000))) with { Path = $"/{random.Next(5_000)}", Account = new Pseudonym(3, (ulong)random.Next(1, 4_000)) };
            var vector = store.ApplyAndReadVector(e);
            Assert.That(vector.Feature("ip.requests_24h"), Is.GreaterThanOrEqualTo(0));
        }

        Assert.That(store.Status().Bytes, Is.LessThan(16L << 20));
    }

    /// <summary>A /64 each, because less is one ip, and each in a /48 of its own.</summary>
    private static ClientAddress IpOf(int block, int number) =>
        new(0x2001_0000_0000_0000 | ((ulong)block << 40) | ((ulong)number << 16), 1);

    private static SecurityEvent At(long ms, ClientAddress ip) => new()
    {
        Id = new EventId((ulong)(SampleEvents.StartMs + ms) << 16, (ulong)ms + 1),
        Kind = EventKind.Request,
        TimeMs = SampleEvents.StartMs + ms,
        UserAgent = "curl/8.5.0",
        Path = "/",
        Ip = ip,
    };
}
