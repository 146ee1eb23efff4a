using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Tokens;

/// <summary>
/// HMAC-SHA-256 (RFC 2104, FIPS 180-4) under one key, ready to use. The library's one-shot call looks the algorithm up and
/// prepares the key anew each time, which is most of its cost for messages as short as ours; here each thread keeps a prepared
/// one. Safe from any thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Keys live as long as the process, and so do its threads' prepared hashes.")]
internal sealed class KeyedMac
{
    public const int Size = HMACSHA256.HashSizeInBytes;

    private readonly ThreadLocal<IncrementalHash> _prepared;

    public KeyedMac(ReadOnlySpan<byte> key)
    {
        var kept = key.ToArray();
        _prepared = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, kept));
    }

    /// <summary>Writes the <see cref="Size"/> bytes of the MAC over <paramref name="message"/>.</summary>
    public void Write(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        var hash = _prepared.Value!;
        hash.AppendData(message);
        hash.GetHashAndReset(mac);
    }
}
