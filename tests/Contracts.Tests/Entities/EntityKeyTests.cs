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
