namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>
/// What lists say of an address: everything that any block covering it says. Immutable. A look-up reads a first-level table by
/// the address's highest 16 bits and then searches the few stretches that begin there; it allocates nothing.
/// </summary>
public sealed class NetworkTable
{
    private const int Buckets = 1 << 16;

    private readonly uint[] _starts4;
    private readonly NetworkTraits[] _traits4;
    private readonly int[] _first4;
    private readonly ulong[] _high6;
    private readonly ulong[] _low6;
    private readonly NetworkTraits[] _traits6;
    private readonly int[] _first6;

    /// <summary>Stretches in ascending order; each ends where the next begins and the first begins at 0.</summary>
    internal NetworkTable(uint[] starts4, NetworkTraits[] traits4, List<UInt128> starts6, NetworkTraits[] traits6)
    {
        _starts4 = starts4;
        _traits4 = traits4;
        _first4 = FirstLevel(starts4.Length, i => (int)(starts4[i] >> 16));
        _high6 = [.. starts6.Select(s => (ulong)(s >> 64))];
        _low6 = [.. starts6.Select(s => (ulong)s)];
        _traits6 = traits6;
        _first6 = FirstLevel(starts6.Count, i => (int)(_high6[i] >> 48));
    }

    /// <summary>Says nothing of any address.</summary>
    public static NetworkTable Empty { get; } = new NetworkTableBuilder().Build();

    /// <summary>Stretches of addresses that are told apart.</summary>
    public int Count => _starts4.Length + _high6.Length;

    public NetworkTraits Lookup(ClientAddress address) =>
        address.IsIPv4 ? Lookup((uint)address.Low) : Lookup(address.High, address.Low);

    private NetworkTraits Lookup(uint address)
    {
        var bucket = (int)(address >> 16);
        var low = _first4[bucket];
        var high = _first4[bucket + 1];
        var starts = _starts4;
        while (high - low > 0)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (starts[middle] <= address) low = middle + 1;
            else high = middle;
        }

        return _traits4[low - 1];
    }

    private NetworkTraits Lookup(ulong addressHigh, ulong addressLow)
    {
        var bucket = (int)(addressHigh >> 48);
        var low = _first6[bucket];
        var high = _first6[bucket + 1];
        while (high - low > 0)
        {
            var middle = (int)((uint)(low + high) >> 1);
            var start = _high6[middle];
            if (start < addressHigh || (start == addressHigh && _low6[middle] <= addressLow)) low = middle + 1;
            else high = middle;
        }

        return _traits6[low - 1];
    }

    /// <summary>For each bucket the first stretch that does not begin before it; the stretch in force is the one before.</summary>
    private static int[] FirstLevel(int count, Func<int, int> bucketOf)
    {
        var first = new int[Buckets + 1];
        var at = 0;
        for (var bucket = 0; bucket <= Buckets; bucket++)
        {
            while (at < count && bucketOf(at) < bucket) at++;
            first[bucket] = at;
        }

        // Address 0 belongs to the stretch that begins there: nobody asks for the one before it.
        return first;
    }
}
