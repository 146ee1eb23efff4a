using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>
/// Documents as a form shows and sends them. A form ends lines as it likes; what was not edited must stay the same bytes, so
/// what comes back is written with the marks and line ends that the document had.
/// </summary>
internal static class DocumentText
{
    private const char ByteOrderMark = '\uFEFF';
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Show(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart(ByteOrderMark).ReplaceLineEndings("\n");

    /// <param name="text">As a form sent it.</param>
    /// <param name="like">The document before; null for a new one.</param>
    public static byte[] Write(string text, byte[]? like)
    {
        var plain = text.ReplaceLineEndings("\n");
        if (like is null)
        {
            return Encoding.UTF8.GetBytes(plain);
        }

        if (plain == Show(like))
        {
            return like;
        }

        var before = Encoding.UTF8.GetString(like);
        var ended = before.Contains("\r\n", StringComparison.Ordinal) ? plain.Replace("\n", "\r\n", StringComparison.Ordinal) : plain;
        return Encoding.UTF8.GetBytes(before.StartsWith(ByteOrderMark) ? ByteOrderMark + ended : ended);
    }

    /// <summary>Whether an uploaded file is text as a policy has to be.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return !bytes.Contains((byte)0) && Strict.GetCharCount(bytes) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Names what a form was filled with, so that it cannot take the place of something that its sender never saw.</summary>
    public static string MarkOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];
}
