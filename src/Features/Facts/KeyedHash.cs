using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Facts;

/// <summary>
/// A fast 64-bit hash that depends on a seed: whoever does not know the seed can neither aim at one slot of a table nor choose
/// values that a sampled set overlooks. Equal on every machine with the same seed, so that peers and replays agree.
/// </summary>
internal readonly struct KeyedHash(ulong seed)
{
    private const ulong Odd1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong Odd2 = 0xE703_7ED1_A0B4_28DB;
    private readonly ulong _first = Mix(seed ^ Odd1, Odd2);
    private readonly ulong _second = Mix(seed ^ Odd2, Odd1) | 1;

    public ulong Of(ulong high, ulong low, ulong salt) =>
        Mix(Mix(high ^ _first, low ^ _second) ^ salt, (low + _first) ^ Odd1);

    public ulong Of(ReadOnlySpan<char> text, ulong salt)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var state = _first ^ salt ^ (ulong)bytes.Length;
        while (bytes.Length >= 16)
        {
            state = Mix(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ _second,
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ state);
            bytes = bytes[16..];
        }

        ulong a = 0, b = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var shifted = (ulong)bytes[i] << ((i & 7) * 8);
            if (i < 8) a |= shifted;
            else b |= shifted;
        }

        return Mix(Mix(a ^ _second, b ^ state) ^ Odd1, state ^ Odd2);
    }

    /// <summary>Both halves of a 128-bit product, folded: every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ BitOperations.RotateLeft(low, 32);
    }
}
