using System.Buffers.Binary;

namespace SecurityDecisioning.Benchmarks.Enriching;

/// <summary>A ClientHello with what Chrome offers.</summary>
internal static class MadeHello
{
    private static readonly ushort[] Ciphers =
    [
        0x1A1A, 0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035,
    ];

    private static readonly ushort[] Extensions =
        [0x2A2A, 0x0023, 0xFF01, 0x0000, 0x001B, 0x0012, 0x4469, 0x002D, 0x0033, 0x000A, 0x0005, 0x0017, 0x000B, 0x0015];

    public static byte[] Chrome()
    {
        byte[] extensions =
        [
            .. Extensions.SelectMany(e => (byte[])[.. Two(e), 0, 3, 1, 2, 3]),
            0, 0x2B, 0, 5, 4, 3, 4, 3, 3,
            0, 0x10, 0, 5, 0, 3, 2, (byte)'h', (byte)'2',
            0, 0x0D, 0, 18, 0, 16, 4, 3, 8, 4, 4, 1, 5, 3, 8, 5, 5, 1, 8, 6, 6, 1,
        ];
        byte[] body =
        [
            3, 3, .. new byte[32], 0, .. Two((ushort)(Ciphers.Length * 2)), .. Ciphers.SelectMany(Two), 1, 0,
            .. Two((ushort)extensions.Length), .. extensions,
        ];
        return [22, 3, 1, .. Two((ushort)(body.Length + 4)), 1, 0, .. Two((ushort)body.Length), .. body];
    }

    private static byte[] Two(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
