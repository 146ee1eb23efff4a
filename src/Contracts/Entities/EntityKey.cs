using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Contracts.Entities;

/// <summary>One entity: its kind and 128 bits that tell it from others of the kind (a pseudonym or an address).</summary>
public readonly record struct EntityKey(EntityKind Kind, ulong High, ulong Low)
{
    private const string IpBlock = "/64";

    public bool IsNone => (High | Low) == 0;

    public static EntityKey Of(EntityKind kind, Pseudonym id) => new(kind, id.High, id.Low);

    /// <summary>The address, or the /64 around an IPv6 one: see <see cref="ClientAddress.Subscriber"/>.</summary>
    public static EntityKey OfIp(ClientAddress address)
    {
        var subscriber = address.Subscriber;
        return new EntityKey(EntityKind.Ip, subscriber.High, subscriber.Low);
    }

    /// <summary>The /24 or /48 around <paramref name="address"/>.</summary>
    public static EntityKey OfNetwork(ClientAddress address)
    {
        var network = address.Network;
        return new EntityKey(EntityKind.Network, network.High, network.Low);
    }

    /// <summary>The autonomous system with this number; none for 0.</summary>
    public static EntityKey OfAsn(uint number) => new(EntityKind.Asn, 0, number);

    /// <summary>None unless <paramref name="country"/> has two letters.</summary>
    public static EntityKey OfCountry(string country) =>
        country.Length == 2 ? new EntityKey(EntityKind.Country, 0, ((ulong)country[0] << 16) | country[1]) : default;

    /// <summary>None where either is.</summary>
    public static EntityKey OfAccountNetwork(Pseudonym account, ClientAddress address)
    {
        if (account.IsNone || address.IsNone) return default;

        // A pseudonym is random in all its bits, so adding the network, spread by an odd factor, keeps pairs apart.
        const ulong Odd = 0x9E37_79B9_7F4A_7C15;
        var network = address.Network;
        return new EntityKey(
            EntityKind.AccountNetwork, account.High ^ (network.High * Odd), account.Low ^ (network.Low * Odd));
    }

    public static EntityKey OfOperation(Operation operation) => new(EntityKind.Operation, 1, (ulong)operation);

    /// <summary>What a person reads: an address or a CIDR block, a number, a name, or 32 hexadecimal digits for a pseudonym.</summary>
    public string Value => Kind switch
    {
        EntityKind.Ip => $"{new ClientAddress(High, Low)}{(Low == 0 ? IpBlock : "")}",
        EntityKind.Network => new ClientAddress(High, Low) is { IsIPv4: true } v4 ? $"{v4}/24" : $"{new ClientAddress(High, Low)}/48",
        EntityKind.Asn => $"AS{Low}",
        EntityKind.Country => $"{(char)(Low >> 16)}{(char)(Low & 0xFFFF)}",
        EntityKind.Operation => Operations.NameOf((Operation)Low),
        _ => new Pseudonym(High, Low).ToString(),
    };

    /// <summary>
    /// <c>kind:value</c>, for example <c>ip:203.0.113.9</c> or <c>ip:2001:db8::/64</c>; <see cref="TryParse"/> reads it back.
    /// </summary>
    public override string ToString() => IsNone ? "none" : $"{EntityKinds.NameOf(Kind)}:{Value}";

    /// <summary>Reads <see cref="ToString"/> back; any address stands for the entity that it belongs to.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EntityKey key)
    {
        key = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || !EntityKinds.TryParse(text![..colon], out var kind))
        {
            return false;
        }

        var value = text[(colon + 1)..];
        switch (kind)
        {
            case EntityKind.Ip when TryParseIp(value, out var address):
                key = OfIp(address);
                return true;
            case EntityKind.Network when ClientAddress.TryParse(value.Split('/')[0], out var network):
                key = OfNetwork(network);
                return true;
            case EntityKind.Ip or EntityKind.Network:
                return false;
            default:
                var parsed = Pseudonym.TryParse(value, out var id);
                key = parsed ? Of(kind, id) : default;
                return parsed;
        }
    }

    /// <summary>An address, or a block of exactly the entity's size: any other would silently mean more or fewer addresses.</summary>
    private static bool TryParseIp(string value, out ClientAddress address)
    {
        var block = value.EndsWith(IpBlock, StringComparison.Ordinal);
        return ClientAddress.TryParse(block ? value.AsSpan(0, value.Length - IpBlock.Length) : value, out address)
            && (!block || OfIp(address).Low == 0);
    }
}
