using System.Buffers.Binary;
using System.Text;

namespace SecurityDecisioning.TestKit;

/// <summary>
/// Makes databases for tests. Values are .NET objects: string, byte[], ushort, uint, int, ulong, UInt128, double, float, bool,
/// (string, object)[] as a map and object[] as an array. A string that came before becomes a pointer to it.
/// </summary>
public sealed class MmdbWriter(int recordBits, int ipVersion = 6)
{
    private readonly List<(uint Left, uint Right)> _nodes = [(0, 0)];
    private readonly List<(UInt128 First, int Bits, object Value)> _networks = [];
    private readonly List<byte> _data = [];
    private readonly Dictionary<string, int> _strings = [];

    /// <summary>Bytes of padding before the first value, so that pointers need more bytes.</summary>
    public int Padding { get; init; }

    public string Type { get; init; } = "Test";

    /// <summary>A network as 1.2.3.0/24 or 2001:db8::/32.</summary>
    public MmdbWriter Add(string network, object value)
    {
        var parts = network.Split('/');
        if (!ClientAddress.TryParse(parts[0], out var address)) throw new ArgumentException(network);
        var bits = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        var number = address.IsIPv4 ? (uint)address.Low : new UInt128(address.High, address.Low);
        return ipVersion == 4 ? Add(number << 96, bits, value)
            : Add(number, address.IsIPv4 ? bits + 96 : bits, value);
    }

    /// <param name="first">First address, its first bit the highest of the 128.</param>
    /// <param name="bits">Length of the prefix.</param>
    /// <param name="value">The record.</param>
    public MmdbWriter Add(UInt128 first, int bits, object value)
    {
        _networks.Add((first, bits, value));
        return this;
    }

    public byte[] Build()
    {
        _data.AddRange(new byte[Padding]);

        // Leaves carry the offset + 1 beside a mark until the number of nodes is known.
        foreach (var (first, bits, value) in _networks.OrderBy(n => n.Bits))
        {
            var offset = _data.Count;
            Put(_data, value, _strings);
            Insert(first, bits, Leaf | (uint)offset);
        }

        var file = new List<byte>();
        foreach (var (left, right) in _nodes) PutNode(file, Final(left), Final(right));
        file.AddRange(new byte[16]);
        file.AddRange(_data);
        file.AddRange([0xAB, 0xCD, 0xEF]);
        file.AddRange("MaxMind.com"u8);
        Put(file, Metadata, []);
        return [.. file];
    }

    private const uint Leaf = 0x8000_0000;

    private (string, object)[] Metadata =>
    [
        ("binary_format_major_version", (ushort)2),
        ("binary_format_minor_version", (ushort)0),
        ("build_epoch", 1_767_614_400UL),
        ("database_type", Type),
        ("description", new[] { ("en", (object)"made by a test") }),
        ("ip_version", (ushort)ipVersion),
        ("languages", new object[] { "en" }),
        ("node_count", (uint)_nodes.Count),
        ("record_size", (ushort)recordBits),
    ];

    /// <summary>0 stands for "nothing": the root is nobody's child.</summary>
    private uint Final(uint record) => record == 0 ? (uint)_nodes.Count
        : (record & Leaf) == 0 ? record
        : (record & ~Leaf) + (uint)_nodes.Count + 16;

    private void Insert(UInt128 first, int bits, uint leaf)
    {
        var node = 0;
        for (var depth = 0; depth < bits; depth++)
        {
            var right = (first >> (127 - depth) & 1) == 1;
            var (l, r) = _nodes[node];
            var record = right ? r : l;
            if (depth == bits - 1)
            {
                _nodes[node] = right ? (l, leaf) : (leaf, r);
                return;
            }

            if (record == 0 || (record & Leaf) != 0)
            {
                // What was known of the whole network stays known of its other half.
                _nodes.Add((record, record));
                record = (uint)_nodes.Count - 1;
                _nodes[node] = right ? (l, record) : (record, r);
            }

            node = (int)record;
        }
    }

    private void PutNode(List<byte> file, uint left, uint right)
    {
        switch (recordBits)
        {
            case 24:
                file.AddRange([(byte)(left >> 16), (byte)(left >> 8), (byte)left]);
                file.AddRange([(byte)(right >> 16), (byte)(right >> 8), (byte)right]);
                break;
            case 28:
                file.AddRange([(byte)(left >> 16), (byte)(left >> 8), (byte)left]);
                file.Add((byte)(left >> 24 << 4 | right >> 24));
                file.AddRange([(byte)(right >> 16), (byte)(right >> 8), (byte)right]);
                break;
            default:
                var eight = new byte[8];
                BinaryPrimitives.WriteUInt32BigEndian(eight, left);
                BinaryPrimitives.WriteUInt32BigEndian(eight.AsSpan(4), right);
                file.AddRange(eight);
                break;
        }
    }

    public static byte[] Encode(object value)
    {
        var bytes = new List<byte>();
        Put(bytes, value, []);
        return [.. bytes];
    }

    private static void Put(List<byte> to, object value, Dictionary<string, int> strings)
    {
        switch (value)
        {
            case string text when text.Length > 3 && strings.TryGetValue(text, out var known):
                PutPointer(to, known);
                break;
            case string text:
                strings.TryAdd(text, to.Count);
                PutBytes(to, 2, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                PutBytes(to, 4, bytes);
                break;
            case double number:
                var eight = new byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(eight, number);
                PutBytes(to, 3, eight);
                break;
            case float number:
                var four = new byte[4];
                BinaryPrimitives.WriteSingleBigEndian(four, number);
                PutBytes(to, 15, four);
                break;
            case bool flag:
                PutControl(to, 14, flag ? 1 : 0);
                break;
            case (string, object)[] map:
                PutControl(to, 7, map.Length);
                foreach (var (key, item) in map)
                {
                    Put(to, key, strings);
                    Put(to, item, strings);
                }

                break;
            case object[] array:
                PutControl(to, 11, array.Length);
                foreach (var item in array) Put(to, item, strings);
                break;
            case int number:
                PutNumber(to, 8, (uint)number);
                break;
            default:
                var (kind, unsigned) = value switch
                {
                    ushort n => (5, (UInt128)n),
                    uint n => (6, n),
                    ulong n => (9, n),
                    UInt128 n => (10, n),
                    _ => throw new ArgumentException($"{value.GetType()}"),
                };
                PutNumber(to, kind, unsigned);
                break;
        }
    }

    private static void PutNumber(List<byte> to, int kind, UInt128 number)
    {
        var bytes = new List<byte>();
        for (; number != 0; number >>= 8) bytes.Insert(0, (byte)number);
        PutBytes(to, kind, [.. bytes]);
    }

    private static void PutBytes(List<byte> to, int kind, byte[] bytes)
    {
        PutControl(to, kind, bytes.Length);
        to.AddRange(bytes);
    }

    private static void PutPointer(List<byte> to, int target)
    {
        switch (target)
        {
            case < 2_048:
                to.AddRange([(byte)(0x20 | target >> 8), (byte)target]);
                break;
            case < 526_336:
                target -= 2_048;
                to.AddRange([(byte)(0x28 | target >> 16), (byte)(target >> 8), (byte)target]);
                break;
            case < 134_744_064:
                target -= 526_336;
                to.AddRange([(byte)(0x30 | target >> 24), (byte)(target >> 16), (byte)(target >> 8), (byte)target]);
                break;
            default:
                to.AddRange([0x38, (byte)(target >> 24), (byte)(target >> 16), (byte)(target >> 8), (byte)target]);
                break;
        }
    }

    private static void PutControl(List<byte> to, int kind, int size)
    {
        var small = size < 29 ? size : size < 285 ? 29 : size < 65_821 ? 30 : 31;
        to.Add((byte)((kind < 8 ? kind << 5 : 0) | small));
        if (kind >= 8) to.Add((byte)(kind - 7));
        if (small == 29) to.Add((byte)(size - 29));
        if (small == 30) to.AddRange([(byte)((size - 285) >> 8), (byte)(size - 285)]);
        if (small == 31) to.AddRange([(byte)((size - 65_821) >> 16), (byte)((size - 65_821) >> 8), (byte)(size - 65_821)]);
    }
}
