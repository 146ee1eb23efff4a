using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Facts;

/// <summary>
/// The entities an event names that few requests share, in catalogue order, with the hash of each; an absent one has hash 0.
/// </summary>
internal readonly struct EventEntities
{
    public const int Count = 7;

    public readonly KeyList Keys;
    public readonly HashList Hashes;

    public EventEntities(SecurityEvent e, in KeyedHash hash)
    {
        Keys[0] = EntityKey.Of(EntityKind.Account, e.Account);
        Keys[1] = EntityKey.Of(EntityKind.Session, e.Session);
        Keys[2] = EntityKey.Of(EntityKind.Device, e.Device);
        Keys[3] = EntityKey.OfIp(e.Ip);
        Keys[4] = EntityKey.OfNetwork(e.Ip);
        Keys[5] = EntityKey.Of(EntityKind.ApiKey, e.ApiKey);
        Keys[6] = EntityKey.OfAccountNetwork(e.Account, e.Ip);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var key = ref Keys[i];
            Hashes[i] = key.IsNone ? 0 : hash.Of(key.High, key.Low, (ulong)key.Kind);
        }
    }

    public static EntityKind KindAt(int index) =>
        index < Count - 1 ? EntityKind.Account + (byte)index : EntityKind.AccountNetwork;

    [InlineArray(Count)]
    internal struct KeyList
    {
        private EntityKey _first;
    }

    [InlineArray(Count)]
    internal struct HashList
    {
        private ulong _first;
    }
}
