using System.Buffers.Text;
using System.Text;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>The signature over the risk headers, as both ends compute it.</summary>
internal static class RiskSignature
{
    private const string Version = "v1";
    private const int Longest = 512;

    public static string Of(
        KeyedMac key, string id, string time, string risk, string level, string threat, string action)
    {
        Span<byte> message = stackalloc byte[Longest];
        if (!TryWrite(message, out var length, id, time, risk, level, threat, action))
        {
            return "";
        }

        Span<byte> mac = stackalloc byte[KeyedMac.Size];
        key.Write(message[..length], mac);
        return string.Concat(Version, "=", Base64Url.EncodeToString(mac));
    }

    /// <summary>The signature over what policies oblige an upstream to, as both ends compute it.</summary>
    public static string OfObligations(KeyedMac key, string id, string time, string obligations)
    {
        var message = new byte[Longest + obligations.Length];
        if (!TryWrite(message, out var length, id, time, obligations))
        {
            return "";
        }

        Span<byte> mac = stackalloc byte[KeyedMac.Size];
        key.Write(message.AsSpan(0, length), mac);
        return string.Concat(Version, "=", Base64Url.EncodeToString(mac));
    }

    private static bool TryWrite(Span<byte> message, out int length, params ReadOnlySpan<string> parts)
    {
        length = Encoding.ASCII.GetBytes(Version, message);
        foreach (var part in parts)
        {
            // A separator within a part would let two sets of values share a signature.
            if (length + 1 + part.Length > message.Length || part.Contains('|') || !Ascii.IsValid(part))
            {
                return false;
            }

            message[length++] = (byte)'|';
            length += Encoding.ASCII.GetBytes(part, message[length..]);
        }

        return true;
    }
}
