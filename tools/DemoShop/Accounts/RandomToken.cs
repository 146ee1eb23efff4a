using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.DemoShop.Accounts;

/// <summary>256 random bits for cookies and mail links; the database keeps only their hash.</summary>
internal static class RandomToken
{
    private const int Length = 64;

    public static string New() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether <paramref name="text"/> can be one of ours.</summary>
    public static bool IsWellFormed(string? text) => text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
