using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Enrichment.Databases;

/// <summary>Whether an address hides who is behind it: databases laid out as GeoIP2 Anonymous IP.</summary>
public sealed class AnonymityDatabase(MmdbReader reader)
{
    public MmdbMetadata Metadata => reader.Metadata;

    /// <summary>What the database says of an address; allocates nothing.</summary>
    /// <exception cref="MmdbFormatException">The record is damaged: not after the file was verified.</exception>
    public NetworkTraits TraitsOf(ClientAddress address)
    {
        var entry = reader.Find(address);
        if (entry.IsNone)
        {
            return NetworkTraits.None;
        }

        var data = reader.Section();
        var budget = MmdbSection.LookupBudget;
        var map = data.Follow(entry.Offset);
        var traits = NetworkTraits.None;
        if (map.Kind == MmdbKind.Map)
        {
            var offset = map.Payload;
            for (var i = 0; i < map.Size; i++)
            {
                var trait = TraitOf(data.Key(ref offset, ref budget));
                traits |= data.Follow(offset) is { Kind: MmdbKind.Boolean, Size: 1 } ? trait : NetworkTraits.None;
                offset = data.Skip(offset, ref budget);
            }
        }

        GC.KeepAlive(reader);
        return traits;
    }

    private static NetworkTraits TraitOf(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("is_anonymous"u8) ? NetworkTraits.Anonymous
        : key.SequenceEqual("is_anonymous_vpn"u8) ? NetworkTraits.Vpn
        : key.SequenceEqual("is_hosting_provider"u8) ? NetworkTraits.Hosting
        : key.SequenceEqual("is_public_proxy"u8) ? NetworkTraits.PublicProxy
        : key.SequenceEqual("is_residential_proxy"u8) ? NetworkTraits.ResidentialProxy
        : key.SequenceEqual("is_tor_exit_node"u8) ? NetworkTraits.Tor
        : NetworkTraits.None;
}
