using System.Security.Cryptography;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>One key per purpose, derived from the master key (HKDF, RFC 5869): a token of one kind never passes as another.</summary>
internal sealed class SigningKeys
{
    private const int Size = 32;

    public SigningKeys(ReadOnlySpan<byte> master)
    {
        Device = new KeyedMac(Derive(master, "device"u8));
        Clearance = new KeyedMac(Derive(master, "clearance"u8));
        Challenge = new KeyedMac(Derive(master, "challenge"u8));
    }

    public KeyedMac Device { get; }

    public KeyedMac Clearance { get; }

    public KeyedMac Challenge { get; }

    /// <summary>The key of the risk headers, which an upstream may be given: it opens nothing else.</summary>
    public static byte[] DeriveUpstream(ReadOnlySpan<byte> master) => Derive(master, "upstream"u8);

    /// <summary>The key that both ends have: the configured one, or the derived one where none is.</summary>
    public static byte[] Upstream(SecurityDecisioningOptions options) =>
        options.UpstreamKey.Length > 0 ? options.UpstreamKey : DeriveUpstream(options.TokenKey);

    private static byte[] Derive(ReadOnlySpan<byte> master, ReadOnlySpan<byte> purpose)
    {
        Span<byte> info = stackalloc byte[32];
        "sd/v1/"u8.CopyTo(info);
        purpose.CopyTo(info[6..]);
        var key = new byte[Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, [], info[..(6 + purpose.Length)]);
        return key;
    }
}
