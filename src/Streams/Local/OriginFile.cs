using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// The log's own number among all that share records: 64 random bits as 16 hexadecimal digits in the file <c>origin</c>. It
/// belongs to the log's offsets: a copied log must not keep it.
/// </summary>
internal static class OriginFile
{
    private const string FileName = "origin";

    public static ulong ReadOrMake(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path)
            && ulong.TryParse(File.ReadAllText(path).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var origin)
            && origin != 0
                ? origin
                : Make(folder);
    }

    /// <summary>A new number: for a new log, or one whose sequences began again.</summary>
    public static ulong Make(string folder)
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);
        var origin = BinaryPrimitives.ReadUInt64LittleEndian(random) | 1;
        SmallFile.Replace(
            Path.Combine(folder, FileName), System.Text.Encoding.ASCII.GetBytes(origin.ToString("x16", CultureInfo.InvariantCulture)));
        return origin;
    }
}
