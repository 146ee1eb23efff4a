using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>Reads lines of networks and says of each bad one what is wrong with it.</summary>
internal sealed class NetworkLines
{
    private const int MaxLineLength = 256;
    private readonly List<NetworkBlock> _blocks = [];
    private readonly List<NetworkListError> _errors = [];
    private int _number;

    public IReadOnlyList<NetworkBlock> Blocks => _blocks;

    public IReadOnlyList<NetworkListError> Errors => _errors;

    public int ErrorCount { get; private set; }

    public void ReadAll(TextReader reader)
    {
        var lines = new BoundedLineReader(reader, MaxLineLength);
        while (lines.Read())
        {
            if (++_number > NetworkList.MaxLines)
            {
                throw new InvalidDataException($"it has more than {NetworkList.MaxLines} lines: leave out what you do not need");
            }

            if (lines.IsTooLong) Report($"longer than {MaxLineLength} characters");
            else Parse(lines.Line);
        }
    }

    private void Parse(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOfAny('#', ';');
        line = (comment < 0 ? line : line[..comment]).Trim();
        if (line.IsEmpty) return;
        var slash = line.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? line : line[..slash], out var address) || IsShorthand(line, address))
        {
            Report("no network: write `203.0.113.0/24`, `2001:db8::/32` or one address");
            return;
        }

        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var bits = isIPv4 ? 32 : 128;
        var prefix = bits;
        if (slash >= 0
            && (!int.TryParse(line[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            Report($"the prefix length is not 0 to {bits}");
            return;
        }

        Take(address, prefix, isIPv4);
    }

    /// <summary>
    /// <c>10</c> and <c>10.1</c> are addresses to the parser and mean another one than whoever wrote them thinks; an IPv6
    /// address with a zone (<c>%eth0</c>) means nothing here.
    /// </summary>
    private static bool IsShorthand(ReadOnlySpan<char> line, IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetwork && line.Count('.') != 3) || line.Contains('%') || line.Contains('[');

    private void Take(IPAddress address, int prefix, bool isIPv4)
    {
        var number = ClientAddress.From(address);
        var first = isIPv4 ? (uint)number.Low : new UInt128(number.High, number.Low);
        if (!isIPv4 && address.IsIPv4MappedToIPv6 && prefix >= 96)
        {
            (first, prefix, isIPv4) = ((uint)number.Low, prefix - 96, true);
        }

        var block = new NetworkBlock(first, prefix, isIPv4);
        if (HasHostBits(block))
        {
            Report("the address has bits set past its prefix length");
            return;
        }

        _blocks.Add(block);
    }

    private static bool HasHostBits(NetworkBlock block)
    {
        var size = (block.IsIPv4 ? 32 : 128) - block.Prefix;
        return size > 0 && (block.First & (UInt128.MaxValue >> (128 - size))) != 0;
    }

    private void Report(string reason)
    {
        ErrorCount++;
        if (_errors.Count < NetworkList.MaxErrorsKept) _errors.Add(new NetworkListError(_number, reason));
    }
}
