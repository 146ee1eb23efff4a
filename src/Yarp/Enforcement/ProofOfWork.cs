using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// Hashcash over SHA-256: find a decimal number n such that SHA-256(seed ":" n) begins with so many zero bits, where seed is
/// the first 32 hexadecimal digits of SHA-256 over the challenge. Seed and number fit one hash block.
/// </summary>
internal static class ProofOfWork
{
    public const string Algorithm = "sha256-leading-zero-bits";
    private const int SeedLength = 32;
    private const int LongestSolution = 16;

    public static string SeedOf(string challenge) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(challenge)))[..SeedLength];

    public static bool IsSolved(string challenge, ReadOnlySpan<char> solution, int difficulty)
    {
        if (solution.Length is 0 or > LongestSolution || solution.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        Span<byte> message = stackalloc byte[SeedLength + 1 + LongestSolution];
        var length = Encoding.ASCII.GetBytes(SeedOf(challenge), message);
        message[length++] = (byte)':';
        length += Encoding.ASCII.GetBytes(solution, message[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message[..length], hash);
        return LeadingZeroBits(hash) >= difficulty;
    }

    private static int LeadingZeroBits(ReadOnlySpan<byte> hash)
    {
        var bits = 0;
        foreach (var value in hash)
        {
            if (value != 0)
            {
                return bits + BitOperations.LeadingZeroCount((uint)value) - 24;
            }

            bits += 8;
        }

        return bits;
    }
}
