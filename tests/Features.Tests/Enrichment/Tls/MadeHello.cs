using System.Buffers.Binary;
using System.Globalization;

namespace SecurityDecisioning.Features.Tests.Enrichment.Tls;

/// <summary>A ClientHello made from lists, as a client puts it on the wire.</summary>
internal sealed record MadeHello
{
    public ushort Legacy { get; init; } = 0x0303;

    public IReadOnlyList<ushort> Ciphers { get; init; } = [0x1301];

    public IReadOnlyList<ushort> Extensions { get; init; } = [];

    public IReadOnlyList<ushort> Algorithms { get; init; } = [];

    public IReadOnlyList<ushort> Versions { get; init; } = [];

    public byte[] Protocol { get; init; } = "h2"u8.ToArray();

    /// <summary>From the original-order form that FoxIO publishes: header_ciphers_extensions_algorithms.</summary>
    public static MadeHello From(string original)
    {
        var parts = original.Split('_');
        return new MadeHello
        {
            Ciphers = Numbers(parts[1]),
            Extensions = Numbers(parts[2]),
            Algorithms = Numbers(parts[3]),
            Versions = parts[0][1..3] == "13" ? [0x0304, 0x0303] : [],
        };
    }

    /// <summary>With GREASE in every list, at places that the seed chooses.</summary>
    public MadeHello Greased(int seed)
    {
        var random = new Random(seed);
        return this with
        {
            Ciphers = Grease(Ciphers), Extensions = Grease(Extensions), Algorithms = Grease(Algorithms),
            Versions = Versions.Count == 0 ? [] : Grease(Versions),
        };

        ushort[] Grease(IReadOnlyList<ushort> values)
        {
            var list = values.ToList();
            var nibble = random.Next(16);
            list.Insert(random.Next(list.Count + 1), (ushort)(0x0A0A | nibble << 12 | nibble << 4));
            return [.. list];
        }
    }

    public byte[] Record()
    {
        var extensions = Extensions.SelectMany(Extension).ToArray();
        byte[] body =
        [
            .. Two(Legacy), .. new byte[32], 0, .. Two((ushort)(Ciphers.Count * 2)), .. Ciphers.SelectMany(Two), 1, 0,
            .. Two((ushort)extensions.Length), .. extensions,
        ];
        return [22, 3, 1, .. Two((ushort)(body.Length + 4)), 1, 0, .. Two((ushort)body.Length), .. body];
    }

    private byte[] Extension(ushort type)
    {
        byte[] content = type switch
        {
            0x0000 => [0, 8, 0, 0, 5, .. "a.com"u8],
            0x000D => [.. Two((ushort)(Algorithms.Count * 2)), .. Algorithms.SelectMany(Two)],
            0x0010 => [.. Two((ushort)(Protocol.Length + 1 + 9)), (byte)Protocol.Length, .. Protocol, 8, .. "http/1.1"u8],
            0x002B => [(byte)(Versions.Count * 2), .. Versions.SelectMany(Two)],
            _ => [1, 2, 3],
        };
        return [.. Two(type), .. Two((ushort)content.Length), .. content];
    }

    private static byte[] Two(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static ushort[] Numbers(string list) =>
        [.. list.Split(',').Select(n => ushort.Parse(n, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
