using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>To whom a token was given: a device, or a network and user agent. 128 bits of SHA-256, inside a signed body.</summary>
internal static class ClientBinding
{
    public const int Size = 16;
    public const byte ByDevice = 1;
    public const byte ByNetwork = 2;

    public static void OfDevice(Pseudonym device, Span<byte> binding)
    {
        Span<byte> message = stackalloc byte[1 + Pseudonym.SizeInBytes];
        message[0] = ByDevice;
        device.WriteTo(message[1..]);
        Hash(message, binding);
    }

    public static void OfNetwork(ClientAddress address, string userAgent, Span<byte> binding)
    {
        Span<byte> message = stackalloc byte[1 + 16 + (EventLimits.UserAgent * 3)];
        var network = address.Network;
        message[0] = ByNetwork;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], network.High);
        BinaryPrimitives.WriteUInt64BigEndian(message[9..], network.Low);
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
