using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Contracts.Entities;

/// <summary>One entity: its kind and 128 bits that tell it from others of the kind (a pseudonym or an address).</summary>
public readonly record struct EntityKey(EntityKind Kind, ulong High, ulong Low)
{
    public bool IsNone => (High | Low) == 0;

    public static EntityKey Of(EntityKind kind, Pseudonym id) => new(kind, id.High, id.Low);

    public static EntityKey OfIp(ClientAddress address) => new(EntityKind.Ip, address.High, address.Low);

    /// <summary>The /24 or /48 around <paramref name="address"/>.</summary>
    public static EntityKey OfNetwork(ClientAddress address)
    {
        var network = address.Network;
        return new EntityKey(EntityKind.Network, network.High, network.Low);
    }

    /// <summary>What a person reads: an address for ip and network, 32 hexadecimal digits for a pseudonym.</summary>
    public string Value => Kind switch
    {
        EntityKind.Ip => new ClientAddress(High, Low).ToString(),
        EntityKind.Network => new ClientAddress(High, Low) is { IsIPv4: true } v4 ? $"{v4}/24" : $"{new ClientAddress(High, Low)}/48",
        _ => new Pseudonym(High, Low).ToString(),
    };

    /// <summary><c>kind:value</c>, for example <c>ip:203.0.113.9</c>; <see cref="TryParse"/> reads it back.</summary>
    public override string ToString() => IsNone ? "none" : $"{EntityKinds.NameOf(Kind)}:{Value}";

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
            case EntityKind.Ip when ClientAddress.TryParse(value, out var address):
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
}
