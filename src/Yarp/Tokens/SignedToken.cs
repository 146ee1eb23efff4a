using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>
/// A body and 128 bits of HMAC-SHA-256 over it, in base64url. Sizes are fixed per kind and divisible by three, so that every
/// character of the text counts and there is one text per token.
/// </summary>
internal static class SignedToken
{
    public const int MacSize = 16;
    private const int LargestBody = 128;

    public static string Seal(KeyedMac key, ReadOnlySpan<byte> body)
    {
        Span<byte> token = stackalloc byte[LargestBody + MacSize];
        token = token[..(body.Length + MacSize)];
        if (token.Length % 3 != 0)
        {
            throw new ArgumentException("the token's size must be divisible by three", nameof(body));
        }

        body.CopyTo(token);
        WriteMac(key, body, token[body.Length..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Fills <paramref name="body"/>, whose size is the kind's; false for anything this key did not seal.</summary>
    public static bool TryOpen(KeyedMac key, ReadOnlySpan<char> text, Span<byte> body)
    {
        Span<byte> token = stackalloc byte[LargestBody + MacSize];
        token = token[..(body.Length + MacSize)];
        if (text.Length != token.Length / 3 * 4
            || Base64Url.DecodeFromChars(text, token, out _, out var written) != OperationStatus.Done || written != token.Length)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacSize];
        WriteMac(key, token[..body.Length], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token[body.Length..]))
        {
            return false;
        }

        token[..body.Length].CopyTo(body);
        return true;
    }

    private static void WriteMac(KeyedMac key, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> full = stackalloc byte[KeyedMac.Size];
        key.Write(body, full);
        full[..MacSize].CopyTo(mac);
    }
}
