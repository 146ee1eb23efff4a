using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>
/// To whom a token was given: a device, an address and user agent, or a network and user agent. 128 bits of SHA-256, inside a
/// signed body.
/// </summary>
internal static class ClientBinding
{
    public const int Size = 16;
    public const byte ByDevice = 1;
    public const byte ByNetwork = 2;
    public const byte ByAddress = 3;

    public static void OfDevice(Pseudonym device, Span<byte> binding)
    {
        Span<byte> message = stackalloc byte[1 + Pseudonym.SizeInBytes];
        message[0] = ByDevice;
        device.WriteTo(message[1..]);
        Hash(message, binding);
    }

    /// <summary>The ip entity (an IPv4 address or an IPv6 /64) and the user agent.</summary>
    public static void OfAddress(ClientAddress address, string userAgent, Span<byte> binding) =>
        OfPlace(ByAddress, EntityKey.OfIp(address), userAgent, binding);

    public static void OfNetwork(ClientAddress address, string userAgent, Span<byte> binding) =>
        OfPlace(ByNetwork, EntityKey.OfNetwork(address), userAgent, binding);

    private static void OfPlace(byte kind, EntityKey place, string userAgent, Span<byte> binding)
    {
        Span<byte> message = stackalloc byte[1 + 16 + (EventLimits.UserAgent * 3)];
        message[0] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], place.High);
        BinaryPrimitives.WriteUInt64BigEndian(message[9..], place.Low);
        var length = 17 + Encoding.UTF8.GetBytes(userAgent, message[17..]);
        Hash(message[..length], binding);
    }

    private static void Hash(ReadOnlySpan<byte> message, Span<byte> binding)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        hash[..Size].CopyTo(binding);
    }
}
