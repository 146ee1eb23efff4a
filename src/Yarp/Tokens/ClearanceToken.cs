using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>The clearance cookie: who passed a challenge, and until when that counts.</summary>
internal static class ClearanceToken
{
    public const string Cookie = "sd_clearance";
    private const byte Version = 1;
    private const int BodySize = 1 + 1 + 8 + ClientBinding.Size;

    /// <summary>
    /// Bound to the client's device where it has one, else to its ip entity and user agent: a whole network would let one solved
    /// challenge clear every machine in it that writes the same user agent.
    /// </summary>
    public static string New(SigningKeys keys, SecurityEvent client, long untilMs)
    {
        Span<byte> body = stackalloc byte[BodySize];
        body[0] = Version;
        body[1] = client.Device.IsNone ? ClientBinding.ByAddress : ClientBinding.ByDevice;
        BinaryPrimitives.WriteInt64BigEndian(body[2..], untilMs);
        Bind(body[1], client.Device, client.Ip, client.UserAgent, body[10..]);
        return SignedToken.Seal(keys.Clearance, body);
    }

    public static TokenState Open(
        SigningKeys keys, ReadOnlySpan<char> text, Pseudonym device, ClientAddress address, string userAgent, long nowMs)
    {
        Span<byte> body = stackalloc byte[BodySize];
        if (!SignedToken.TryOpen(keys.Clearance, text, body) || body[0] != Version)
        {
            return TokenState.Forged;
        }

        if (nowMs >= BinaryPrimitives.ReadInt64BigEndian(body[2..]))
        {
            return TokenState.Expired;
        }

        Span<byte> binding = stackalloc byte[ClientBinding.Size];
        Bind(body[1], device, address, userAgent, binding);
        return CryptographicOperations.FixedTimeEquals(binding, body[10..]) ? TokenState.Valid : TokenState.Foreign;
    }

    private static void Bind(byte kind, Pseudonym device, ClientAddress address, string userAgent, Span<byte> binding)
    {
        if (kind == ClientBinding.ByDevice)
        {
            ClientBinding.OfDevice(device, binding);
        }
        else
        {
            ClientBinding.OfAddress(address, userAgent, binding);
        }
    }
}
