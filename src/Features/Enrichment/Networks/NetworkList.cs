using System.Text;

namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>
/// Networks from a text file: one a line as CIDR block or single address, IPv4 and IPv6; <c>#</c> and <c>;</c> begin a comment.
/// A bad line is left out and told, the rest is taken.
/// </summary>
public sealed class NetworkList
{
    public const int MaxLines = 2_000_000;
    public const long MaxFileBytes = 128L << 20;
    public const int MaxErrorsKept = 100;

    private NetworkList(IReadOnlyList<NetworkBlock> blocks, IReadOnlyList<NetworkListError> errors, int errorCount)
    {
        Blocks = blocks;
        Errors = errors;
        ErrorCount = errorCount;
    }

    public static NetworkList Empty { get; } = new([], [], 0);

    public int Count => Blocks.Count;

    /// <summary>The first lines that were left out, at most <see cref="MaxErrorsKept"/>.</summary>
    public IReadOnlyList<NetworkListError> Errors { get; }

    /// <summary>How many lines were left out.</summary>
    public int ErrorCount { get; }

    internal IReadOnlyList<NetworkBlock> Blocks { get; }

    /// <exception cref="InvalidDataException">The file is larger than <see cref="MaxFileBytes"/>, longer than
    /// <see cref="MaxLines"/>, or has lines and not one good one among them.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NetworkList Load(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFileBytes)
        {
            throw new InvalidDataException(
                $"network list `{path}` has {file.Length} bytes; at most {MaxFileBytes} are read: leave out what you do not need");
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        try
        {
            var list = Read(reader);
            return list.Count > 0 || list.ErrorCount == 0
                ? list
                : throw new InvalidDataException($"none of its {list.ErrorCount} lines is a network; {list.Errors[0]}");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"network list `{path}`: {e.Message}", e);
        }
    }

    public static NetworkList Read(TextReader reader)
    {
        var lines = new NetworkLines();
        lines.ReadAll(reader);
        return new NetworkList(lines.Blocks, lines.Errors, lines.ErrorCount);
    }
}
