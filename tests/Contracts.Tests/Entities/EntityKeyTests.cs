using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Contracts.Tests.Entities;

internal sealed class EntityKeyTests
{
    private static readonly Gen<ulong> Words = ArbMap.Default.GeneratorFor<ulong>().Select(w => (w + 1) * 0x9E37_79B9_7F4A_7C15);

    private static readonly Gen<ClientAddress> Addresses = Gen.OneOf(
        Words.Select(w => ClientAddress.From(new IPAddress((uint)w))),
        from high in Words from low in Words select new ClientAddress(high, low));

    private static readonly Arbitrary<EntityKey> Keys = Gen.OneOf(
        Addresses.Select(EntityKey.OfIp),
        Addresses.Select(EntityKey.OfNetwork),
        from kind in Gen.Elements(EntityKind.Account, EntityKind.Session, EntityKind.Device, EntityKind.ApiKey)
        from high in Words
        from low in Words
        select EntityKey.Of(kind, new Pseudonym(high, low))).Where(k => !k.IsNone).ToArbitrary();

    [Test]
    public void Text_reads_back_as_the_same_key() =>
        Prop.ForAll(Keys, key => EntityKey.TryParse(key.ToString(), out var parsed) && parsed == key).QuickCheckThrowOnFailure();

    [Test]
    public void Address_reads_back_from_text_and_from_the_frameworks_type() =>
        Prop.ForAll(Addresses.ToArbitrary(), a => ClientAddress.From(a.ToIPAddress()) == a
            && (a.IsNone || (ClientAddress.TryParse(a.ToString(), out var parsed) && parsed == a))).QuickCheckThrowOnFailure();

    [Test]
    public void Network_of_a_network_is_itself() =>
        Prop.ForAll(Addresses.ToArbitrary(), a => a.Network.Network == a.Network && a.Network.IsIPv4 == a.IsIPv4)
            .QuickCheckThrowOnFailure();

    [Test]
    public void Pseudonym_reads_back_from_text_and_bytes() =>
        Prop.ForAll(Words.ToArbitrary(), Words.ToArbitrary(), (high, low) =>
        {
            var id = new Pseudonym(high, low);
            var bytes = new byte[Pseudonym.SizeInBytes];
            id.WriteTo(bytes);
            return Pseudonym.FromBytes(bytes) == id && Pseudonym.TryParse(id.ToString(), out var parsed) && parsed == id;
        }).QuickCheckThrowOnFailure();

    [TestCase("203.0.113.9", "203.0.113.0")]
    [TestCase("::ffff:203.0.113.9", "203.0.113.0")]
    [TestCase("2001:db8:1:2:3::4", "2001:db8:1::")]
    public void Network_is_24_bits_of_ipv4_and_48_of_ipv6(string address, string network)
    {
        var read = ClientAddress.TryParse(address, out var parsed);

        Assert.That((read, parsed.Network.ToString()), Is.EqualTo((true, network)));
    }

    [TestCase("203.0.113.9", "ip:203.0.113.9")]
    [TestCase("::ffff:203.0.113.9", "ip:203.0.113.9")]
    [TestCase("2001:db8:1:2:3::4", "ip:2001:db8:1:2::/64")]
    [TestCase("::1", "ip:::1", Description = "the first 64 bits say nothing here")]
    [TestCase("64:ff9b::203.0.113.9", "ip:64:ff9b::cb00:7109", Description = "one IPv4 address among all of them")]
    public void Ip_is_one_address_of_ipv4_and_one_customers_64_bits_of_ipv6(string address, string expected)
    {
        Assert.That(ClientAddress.TryParse(address, out var parsed), Is.True);

        Assert.That(EntityKey.OfIp(parsed).ToString(), Is.EqualTo(expected));
        Assert.That(EntityKey.OfIp(parsed).IsNone, Is.False);
    }

    [Test]
    public void Addresses_of_one_64_are_one_ip_and_of_two_are_two() =>
        Prop.ForAll(Words.ToArbitrary(), Words.ToArbitrary(), Words.ToArbitrary(), (high, one, other) =>
            EntityKey.OfIp(new ClientAddress(high, one)) == EntityKey.OfIp(new ClientAddress(high, other))
            && EntityKey.OfIp(new ClientAddress(high, one)) != EntityKey.OfIp(new ClientAddress(high ^ 1, one))).QuickCheckThrowOnFailure();

    [TestCase("ip:2001:db8::9", "ip:2001:db8::/64")]
    [TestCase("ip:2001:db8::9/64", "ip:2001:db8::/64")]
    public void Any_address_of_the_64_names_it(string text, string expected)
    {
        Assert.That(EntityKey.TryParse(text, out var key), Is.True);
        Assert.That(key.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void Mapped_and_plain_ipv4_are_one_address()
    {
        var mapped = ClientAddress.From(IPAddress.Parse("203.0.113.9").MapToIPv6());

        Assert.That(mapped, Is.EqualTo(ClientAddress.From(IPAddress.Parse("203.0.113.9"))));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ip")]
    [TestCase("ip:")]
    [TestCase(":203.0.113.9")]
    [TestCase("ip:nowhere")]
    [TestCase("ip:2001:db8::/48", Description = "more than an ip")]
    [TestCase("ip:203.0.113.9/64")]
    [TestCase("ip:::1/64")]
    [TestCase("ip:203.0.113.0/24")]
    [TestCase("network:nowhere/24")]
    [TestCase("account:1234")]
    [TestCase("account:0123456789abcdef0123456789abcdeg")]
    [TestCase("planet:0123456789abcdef0123456789abcdef")]
    public void Text_that_is_no_key_is_refused(string? text) => Assert.That(EntityKey.TryParse(text, out _), Is.False);

    [Test]
    public void Kinds_keep_their_names_and_values()
    {
        string[] expected = ["account", "session", "device", "ip", "network", "api_key"];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EntityKinds.All.Select(EntityKinds.NameOf), Is.EqualTo(expected));
            Assert.That(EntityKinds.All.Select(k => (int)k), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 }));
            Assert.That(EntityKinds.TryParse("none", out _), Is.False);
        }
    }
}
