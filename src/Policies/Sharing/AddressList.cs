using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Addresses and blocks of addresses. One look-up for each length of prefix that the list has.</summary>
internal sealed class AddressList : NamedList
{
    private readonly (int Length, FrozenDictionary<ClientAddress, Validity[]> Blocks)[] _byLength;

    public AddressList(string name, ListKind kind, IEnumerable<(AddressBlock Block, Validity Holds)> entries)
        : base(name, kind) => _byLength = [.. entries.GroupBy(e => e.Block.Length).Select(g => (
            g.Key, g.GroupBy(e => e.Block.First).ToFrozenDictionary(b => b.Key, b => b.Select(e => e.Holds).ToArray())))];

    public override bool Contains(SecurityEvent request)
    {
        if (request.Ip.IsNone)
        {
            return false;
        }

        foreach (var (length, blocks) in _byLength)
        {
            if (blocks.TryGetValue(AddressBlock.Around(request.Ip, length).First, out var spans)
                && Validity.Holds(spans, request.TimeMs))
            {
                return true;
            }
        }

        return false;
    }
}
