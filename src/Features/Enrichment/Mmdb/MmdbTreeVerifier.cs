namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// Checks that no path of a tree is longer than an address and none leads back to where it came from. Subtrees may be shared:
/// that is how databases show IPv4 within several networks of IPv6.
/// </summary>
internal readonly ref struct MmdbTreeVerifier(MmdbTree tree, MmdbMetadata metadata, string file)
{
    private const byte Open = 255;
    private readonly MmdbTree _tree = tree;
    private readonly byte[] _heights = new byte[metadata.NodeCount];
    private readonly int _bits = metadata.IpVersion == 4 ? 32 : 128;

    public void Check() => HeightOf(0, 0);

    /// <summary>Levels from <paramref name="node"/> down; each node is looked at once.</summary>
    private int HeightOf(uint node, int depth)
    {
        var known = _heights[node];
        if (known is > 0 and < Open)
        {
            if (depth + known <= _bits)
            {
                return known;
            }

            Throw(node, $"a path of the tree is longer than the {_bits} bits of an address");
        }

        if (known == Open || depth >= _bits)
        {
            Throw(node, "a path of the tree leads in a circle, or past the bits of an address");
        }

        _heights[node] = Open;
        var height = 1 + Math.Max(Below(_tree.Record(node, 0), depth), Below(_tree.Record(node, 1), depth));
        _heights[node] = (byte)height;
        return height;
    }

    private int Below(uint record, int depth) => record < metadata.NodeCount ? HeightOf(record, depth + 1) : 0;

    private void Throw(uint node, string reason) =>
        throw new MmdbFormatException(file, MmdbTree.SizeOf(metadata.RecordBits, node), reason);
}
