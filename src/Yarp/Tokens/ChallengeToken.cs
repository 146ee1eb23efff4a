using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>
/// A challenge as it was given: how hard, until when, to which network and user agent, and for which decision. It carries all
/// its state, so that a challenge given costs the gateway no memory.
/// </summary>
/// <param name="Difficulty">Leading zero bits.</param>
/// <param name="UntilMs">First millisecond at which it is too late.</param>
/// <param name="Decision">The decision that gave it; also what makes it single-use.</param>
internal readonly record struct ChallengeToken(int Difficulty, long UntilMs, EventId Decision)
{
    private const byte Version = 1;
    private const int BodySize = 1 + 1 + 1 + 8 + ClientBinding.Size + EventId.SizeInBytes + 1;

    public static string New(SigningKeys keys, SecurityEvent client, int difficulty, long untilMs)
    {
        Span<byte> body = stackalloc byte[BodySize];
        body.Clear();
        body[0] = Version;
        body[1] = (byte)difficulty;
        BinaryPrimitives.WriteInt64BigEndian(body[3..], untilMs);
        ClientBinding.OfNetwork(client.Ip, client.UserAgent, body[11..]);
        client.Id.WriteTo(body[27..]);
        return SignedToken.Seal(keys.Challenge, body);
    }

    public static TokenState Open(
        SigningKeys keys, ReadOnlySpan<char> text, SecurityEvent client, long nowMs, out ChallengeToken token)
    {
        token = default;
        Span<byte> body = stackalloc byte[BodySize];
        if (!SignedToken.TryOpen(keys.Challenge, text, body) || body[0] != Version)
        {
            return TokenState.Forged;
        }

        token = new ChallengeToken(body[1], BinaryPrimitives.ReadInt64BigEndian(body[3..]), EventId.FromBytes(body[27..]));
        if (nowMs >= token.UntilMs)
        {
            return TokenState.Expired;
        }

        Span<byte> binding = stackalloc byte[ClientBinding.Size];
        ClientBinding.OfNetwork(client.Ip, client.UserAgent, binding);
        return CryptographicOperations.FixedTimeEquals(binding, body[11..27]) ? TokenState.Valid : TokenState.Foreign;
    }
}
