using System.IO.Compression;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>Bytes as a client compresses them for a <c>Content-Encoding</c>.</summary>
internal static class Compressed
{
    public static byte[] With(string coding, ReadOnlySpan<byte> plain, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(target, level, leaveOpen: true),
            "deflate" => new ZLibStream(target, level, leaveOpen: true),
            _ => new BrotliStream(target, level, leaveOpen: true),
        })
        {
            stream.Write(plain);
        }

        return target.ToArray();
    }
}
