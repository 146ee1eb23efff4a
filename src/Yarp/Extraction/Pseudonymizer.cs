using System.Buffers;
using System.Text;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Raw identifiers to pseudonyms: HMAC-SHA-256 over the kind and the value, 128 bits kept. The kind keeps a device id and a
/// session that happen to be equal apart.
/// </summary>
public sealed class Pseudonymizer
{
    private const int OnStack = 512;
    private readonly KeyedMac _key;

    public Pseudonymizer(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32, nameof(key));
        _key = new KeyedMac(key);
    }

    /// <summary>The pseudonym of an account name, whatever its case and width; none for an empty name.</summary>
    public Pseudonym OfAccount(string? name) => Of(EntityKind.Account, AccountName.Canonical(name));

    /// <summary>The pseudonym of a session or token, however it is spelled (<see cref="TokenText"/>).</summary>
    public Pseudonym OfSession(ReadOnlySpan<char> token) => Of(EntityKind.Session, TokenText.Canonical(token));

    public Pseudonym OfApiKey(ReadOnlySpan<char> key) => Of(EntityKind.ApiKey, key);

    public Pseudonym OfDevice(ReadOnlySpan<byte> id) => Hash(EntityKind.Device, id);

    private Pseudonym Of(EntityKind kind, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return default;
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        var pseudonym = Hash(kind, bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return pseudonym;
    }

    private Pseudonym Hash(EntityKind kind, ReadOnlySpan<byte> value)
    {
        var size = value.Length + 1;
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var message = (rented ?? stackalloc byte[OnStack])[..size];
        message[0] = (byte)kind;
        value.CopyTo(message[1..]);
        Span<byte> mac = stackalloc byte[KeyedMac.Size];
        _key.Write(message, mac);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return Pseudonym.FromBytes(mac);
    }
}
