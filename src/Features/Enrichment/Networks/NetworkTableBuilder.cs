namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>Collects the blocks of several lists, each with what it says of its networks.</summary>
public sealed class NetworkTableBuilder
{
    private readonly List<(NetworkBlock Block, NetworkTraits Traits)> _v4 = [];
    private readonly List<(NetworkBlock Block, NetworkTraits Traits)> _v6 = [];

    /// <summary>Networks of <paramref name="list"/> have <paramref name="traits"/>, beside what other lists say of them.</summary>
    public NetworkTableBuilder Add(NetworkList list, NetworkTraits traits)
    {
        foreach (var block in list.Blocks)
        {
            (block.IsIPv4 ? _v4 : _v6).Add((block, traits));
        }

        return this;
    }

    public NetworkTable Build()
    {
        var (starts4, traits4) = Flatten(_v4, uint.MaxValue);
        var (starts6, traits6) = Flatten(_v6, UInt128.MaxValue);
        return new NetworkTable([.. starts4.Select(s => (uint)s)], [.. traits4], starts6, [.. traits6]);
    }

    /// <summary>
    /// Nested blocks laid flat. CIDR blocks nest or are disjoint, so one sweep with a stack of open blocks knows at every
    /// address which blocks cover it; what they say adds up from the outermost to the longest prefix.
    /// </summary>
    private static (List<UInt128> Starts, List<NetworkTraits> Traits) Flatten(
        List<(NetworkBlock Block, NetworkTraits Traits)> blocks, UInt128 last)
    {
        var starts = new List<UInt128> { 0 };
        var traits = new List<NetworkTraits> { NetworkTraits.None };
        var open = new Stack<(UInt128 Last, NetworkTraits Traits)>();
        open.Push((last, NetworkTraits.None));
        foreach (var (block, own) in blocks.OrderBy(b => b.Block.First).ThenBy(b => b.Block.Prefix))
        {
            while (open.Peek().Last < block.First) Close();
            var all = open.Peek().Traits | own;
            Begin(block.First, all);
            open.Push((block.Last, all));
        }

        while (open.Count > 1) Close();
        return (starts, traits);

        void Close()
        {
            var closed = open.Pop();
            if (closed.Last != last) Begin(closed.Last + 1, open.Peek().Traits);
        }

        void Begin(UInt128 start, NetworkTraits value)
        {
            if (starts[^1] == start)
            {
                traits[^1] = value;
            }
            else if (traits[^1] != value)
            {
                starts.Add(start);
                traits.Add(value);
            }
        }
    }
}
