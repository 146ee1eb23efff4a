namespace SecurityDecisioning.Contracts.Tests.Events;

internal sealed class SecurityEventTests
{
    [Test]
    public void Event_names_each_of_its_entities_under_its_own_kind()
    {
        var e = SampleEvents.Request(account: "a", device: "d", session: "s", apiKey: "k");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(e.Entity(EntityKind.Account), Is.EqualTo(EntityKey.Of(EntityKind.Account, SampleEvents.Id("a"))));
            Assert.That(e.Entity(EntityKind.Session), Is.EqualTo(EntityKey.Of(EntityKind.Session, SampleEvents.Id("s"))));
            Assert.That(e.Entity(EntityKind.Device), Is.EqualTo(EntityKey.Of(EntityKind.Device, SampleEvents.Id("d"))));
            Assert.That(e.Entity(EntityKind.ApiKey), Is.EqualTo(EntityKey.Of(EntityKind.ApiKey, SampleEvents.Id("k"))));
            Assert.That(e.Entity(EntityKind.Ip).ToString(), Is.EqualTo("ip:203.0.113.9"));
            Assert.That(e.Entity(EntityKind.Network).ToString(), Is.EqualTo("network:203.0.113.0/24"));
            Assert.That(e.Entity(EntityKind.None).IsNone, Is.True);
        }
    }

    [Test]
    public void Event_without_identifiers_names_no_entity()
    {
        var e = new SecurityEvent { Id = EventId.New(1), Kind = EventKind.Request, TimeMs = 1 };

        foreach (var kind in EntityKinds.All) Assert.That(e.Entity(kind).IsNone, Is.True, EntityKinds.NameOf(kind));
    }

    [TestCase(null, "")]
    [TestCase("abc", "abc")]
    [TestCase("abcde", "abcd")]
    public void Text_is_cut_to_its_limit(string? text, string expected) =>
        Assert.That(EventLimits.Cut(text, 4), Is.EqualTo(expected));
}
