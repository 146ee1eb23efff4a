using System.IO.Compression;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>A log file, standard input (<c>-</c>), or either of them packed by gzip, told by its first two bytes.</summary>
internal sealed class LogSource : IDisposable
{
    private readonly Stream _raw;

    private LogSource(Stream raw, long length)
    {
        _raw = raw;
        Length = length;
        var buffered = new BufferedStream(raw, 1 << 16);
        Span<byte> magic = stackalloc byte[2];
        var read = buffered.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(magic[..read].ToArray(), buffered);
        IsPacked = magic is [0x1F, 0x8B];
        Content = IsPacked ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    public Stream Content { get; }

    public bool IsPacked { get; }

    /// <summary>Bytes of the file as it lies there; 0 where unknown.</summary>
    public long Length { get; }

    /// <summary>How far the file has been read.</summary>
    public double Progress => Length > 0 ? (double)_raw.Position / Length : 0;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static LogSource Open(string path)
    {
        if (path == "-")
        {
            return new LogSource(System.Console.OpenStandardInput(), 0);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no file `{path}`");
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        return new LogSource(file, file.Length);
    }

    public void Dispose()
    {
        Content.Dispose();
        _raw.Dispose();
    }
}
