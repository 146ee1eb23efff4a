using System.Text;

namespace SecurityDecisioning.Features.Enrichment;

/// <summary>
/// Country of an address, from a text file of <c>cidr,country</c> lines (IPv4 and IPv6, <c>#</c> begins a comment, the longest
/// prefix wins). Immutable; a look-up is a binary search and allocates nothing.
/// </summary>
public sealed class CountryTable
{
    public const int MaxLines = 2_000_000;
    public const long MaxFileBytes = 128L << 20;
    public const int MaxErrorsKept = 100;

    private readonly CountryRanges _v4;
    private readonly CountryRanges _v6;

    private CountryTable(CountryRanges v4, CountryRanges v6, IReadOnlyList<CountryTableError> errors, int errorCount)
    {
        _v4 = v4;
        _v6 = v6;
        Errors = errors;
        ErrorCount = errorCount;
    }

    /// <summary>Knows no address.</summary>
    public static CountryTable Empty { get; } = new(CountryRanges.Flatten([]), CountryRanges.Flatten([]), [], 0);

    /// <summary>Ranges after nesting was resolved.</summary>
    public int Count => _v4.Count + _v6.Count;

    /// <summary>The first lines that were left out, at most <see cref="MaxErrorsKept"/>.</summary>
    public IReadOnlyList<CountryTableError> Errors { get; }

    /// <summary>How many lines were left out.</summary>
    public int ErrorCount { get; }

    /// <exception cref="InvalidDataException">The file is larger than <see cref="MaxFileBytes"/> or longer than
    /// <see cref="MaxLines"/>.</exception>
    public static CountryTable Load(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFileBytes)
        {
            throw new InvalidDataException(
                $"country table `{path}` has {file.Length} bytes; at most {MaxFileBytes} are read: leave out what you do not need");
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        return Read(reader);
    }

    public static CountryTable Read(TextReader reader)
    {
        var lines = new CountryLines();
        lines.ReadAll(reader);
        return new CountryTable(
            CountryRanges.Flatten(lines.V4), CountryRanges.Flatten(lines.V6), lines.Errors, lines.ErrorCount);
    }

    /// <summary>ISO 3166-1 alpha-2 in two capital letters, always the same string for a country; empty where unknown.</summary>
    public string Lookup(ClientAddress address) => address.IsNone
        ? ""
        : (address.IsIPv4 ? _v4 : _v6).Lookup(new UInt128(address.High, address.Low));
}
