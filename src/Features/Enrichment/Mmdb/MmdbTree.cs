using System.Buffers.Binary;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>The search tree: one level for each bit of an address, two records in each node.</summary>
internal readonly ref struct MmdbTree(ReadOnlySpan<byte> nodes, int recordBits, uint nodeCount)
{
    /// <summary>Bytes of a tree.</summary>
    public static long SizeOf(int recordBits, uint nodeCount) => (long)nodeCount * recordBits / 4;

    private readonly ReadOnlySpan<byte> _nodes = nodes;

    /// <summary>The record of <paramref name="node"/> for a bit: another node, the number of nodes for nothing, or data.</summary>
    public uint Record(uint node, uint bit)
    {
        if (recordBits == 24)
        {
            var three = _nodes.Slice((int)(node * 6 + bit * 3), 3);
            return ((uint)three[0] << 16) | ((uint)three[1] << 8) | three[2];
        }

        if (recordBits == 32)
        {
            return BinaryPrimitives.ReadUInt32BigEndian(_nodes.Slice((int)(node * 8 + bit * 4), 4));
        }

        // The byte in the middle holds the high half-bytes of both records.
        var seven = _nodes.Slice((int)(node * 7), 7);
        return bit == 0
            ? ((uint)(seven[3] & 0xF0) << 20) | ((uint)seven[0] << 16) | ((uint)seven[1] << 8) | seven[2]
            : ((uint)(seven[3] & 0x0F) << 24) | ((uint)seven[4] << 16) | ((uint)seven[5] << 8) | seven[6];
    }

    /// <summary>Walks the highest <paramref name="bits"/> bits of <paramref name="address"/> as far as nodes lead.</summary>
    /// <param name="record">Where the walk begins.</param>
    /// <param name="address">The address, its first bit the highest.</param>
    /// <param name="bits">How many bits it has.</param>
    /// <param name="depth">How many bits were used.</param>
    public uint Walk(uint record, UInt128 address, int bits, out int depth)
    {
        depth = 0;
        while (record < nodeCount && depth < bits)
        {
            record = Record(record, (uint)(address >> 127));
            address <<= 1;
            depth++;
        }

        return record;
    }
}
