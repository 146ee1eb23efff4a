using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>The work a browser does by itself on a challenge: a number whose SHA-256 with the seed begins with enough zero bits.</summary>
internal static class ProofOfWork
{
    private const int MostDifficulty = 26;

    /// <summary>The number, or null where the work is more than a browser would do.</summary>
    public static string? Solve(string seed, int difficulty, CancellationToken cancellationToken)
    {
        if (difficulty > MostDifficulty)
        {
            return null;
        }

        var prefix = Encoding.ASCII.GetBytes(seed + ":");
        Span<byte> message = new byte[prefix.Length + 20];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        prefix.CopyTo(message);
        // 256 times the expected work: not to have found one by then is a chance of e^-256.
        for (long number = 0; number < 1L << (difficulty + 8); number++)
        {
            if ((number & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            number.TryFormat(message[prefix.Length..], out var digits, default, CultureInfo.InvariantCulture);
            SHA256.HashData(message[..(prefix.Length + digits)], hash);
            if (BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash)) >= difficulty)
            {
                return number.ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
