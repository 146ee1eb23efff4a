using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Features.Enrichment;

/// <summary>Reads <c>cidr,country</c> lines and says of each bad one what is wrong with it.</summary>
internal sealed class CountryLines
{
    private const string Header = "cidr,country";
    private const int MaxLineLength = 256;
    private const int V4PrefixOffset = 96;
    private readonly List<CountryTableError> _errors = [];
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);
    private readonly HashSet<(UInt128, int, bool)> _seen = [];
    private int _number;

    public List<CountryRange> V4 { get; } = [];

    public List<CountryRange> V6 { get; } = [];

    public IReadOnlyList<CountryTableError> Errors => _errors;

    public int ErrorCount { get; private set; }

    public void ReadAll(TextReader reader)
    {
        var lines = new BoundedLineReader(reader, MaxLineLength);
        while (lines.Read())
        {
            if (++_number > CountryTable.MaxLines)
            {
                throw new InvalidDataException(
                    $"the country table has more than {CountryTable.MaxLines} lines: leave out what you do not need");
            }

            if (lines.IsTooLong) Report($"longer than {MaxLineLength} characters");
            else Parse(lines.Line);
        }
    }

    private void Parse(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        line = (comment < 0 ? line : line[..comment]).Trim();
        if (line.IsEmpty || (_number == 1 && line.Equals(Header, StringComparison.OrdinalIgnoreCase))) return;
        var comma = line.IndexOf(',');
        if (comma < 0)
        {
            Report("no comma: write `cidr,country`, for example `203.0.113.0/24,DE`");
            return;
        }

        var country = line[(comma + 1)..].Trim();
        if (country.Length != 2 || !char.IsAsciiLetter(country[0]) || !char.IsAsciiLetter(country[1]))
            Report("the country is not two letters (ISO 3166-1 alpha-2)");
        else if (TryParseBlock(line[..comma].Trim(), out var first, out var prefix, out var isV4))
            Add(new CountryRange(first, prefix, NameOf(country)), isV4);
    }

    private bool TryParseBlock(ReadOnlySpan<char> cidr, out UInt128 first, out int prefix, out bool isV4)
    {
        first = 0;
        prefix = 0;
        isV4 = false;
        var slash = cidr.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? cidr : cidr[..slash], out var parsed))
        {
            Report("the part before the comma is no IPv4 or IPv6 block");
            return false;
        }

        var address = ClientAddress.From(parsed);
        isV4 = parsed.AddressFamily == AddressFamily.InterNetwork;
        var bits = isV4 ? 32 : 128;
        prefix = bits;
        if (slash >= 0 && (!int.TryParse(cidr[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix)
            || prefix > bits))
        {
            Report($"the prefix length is not 0 to {bits}");
            return false;
        }

        if (isV4) prefix += V4PrefixOffset;
        first = new UInt128(address.High, address.Low);
        if (prefix == 128 || (first & (UInt128.MaxValue >> prefix)) == 0) return true;
        Report("the address has bits set past its prefix length");
        return false;
    }

    private void Add(CountryRange range, bool isV4)
    {
        if (!_seen.Add((range.First, range.Prefix, isV4))) Report("the block is there already; the first line stays");
        else (isV4 ? V4 : V6).Add(range);
    }

    private string NameOf(ReadOnlySpan<char> country)
    {
        var name = country.ToString().ToUpperInvariant();
        if (_countries.TryGetValue(name, out var known)) return known;
        return _countries[name] = string.Intern(name);
    }

    private void Report(string reason)
    {
        ErrorCount++;
        if (_errors.Count < CountryTable.MaxErrorsKept) _errors.Add(new CountryTableError(_number, reason));
    }
}
