using System.Buffers.Binary;
using System.Numerics;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), the same sum that the event log uses.</summary>
internal static class Checksum
{
    /// <summary>The sum over a block: its place in the file, its length, its bytes. A block that moved does not fit.</summary>
    public static uint Of(uint number, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, number), (uint)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
