using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>The device cookie: 128 random bits, when they were given, and our signature.</summary>
internal static class DeviceToken
{
    public const string Cookie = "sd_device";
    public const int IdSize = 16;
    private const byte Version = 1;
    private const int BodySize = 1 + 1 + 8 + IdSize;

    /// <summary>Browsers keep no cookie longer than 400 days.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(400);

    public static string New(SigningKeys keys, long nowMs)
    {
        Span<byte> body = stackalloc byte[BodySize];
        body[0] = Version;
        body[1] = 0;
        BinaryPrimitives.WriteInt64BigEndian(body[2..], nowMs);
        RandomNumberGenerator.Fill(body[10..]);
        return SignedToken.Seal(keys.Device, body);
    }

    /// <summary>Fills <paramref name="id"/> with the device's raw id.</summary>
    public static TokenState Open(SigningKeys keys, ReadOnlySpan<char> text, long nowMs, Span<byte> id)
    {
        Span<byte> body = stackalloc byte[BodySize];
        if (!SignedToken.TryOpen(keys.Device, text, body) || body[0] != Version)
        {
            return TokenState.Forged;
        }

        body[10..].CopyTo(id);
        return nowMs - BinaryPrimitives.ReadInt64BigEndian(body[2..]) < (long)Lifetime.TotalMilliseconds
            ? TokenState.Valid
            : TokenState.Expired;
    }
}
