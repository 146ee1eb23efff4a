namespace SecurityDecisioning.Features.Enrichment;

/// <summary>Nested blocks laid flat: where each stretch begins and which country it belongs to.</summary>
internal sealed class CountryRanges
{
    private readonly UInt128[] _starts;
    private readonly string[] _countries;

    private CountryRanges(UInt128[] starts, string[] countries)
    {
        _starts = starts;
        _countries = countries;
    }

    public int Count => _starts.Length;

    public string Lookup(UInt128 address)
    {
        var at = Array.BinarySearch(_starts, address);
        if (at < 0) at = ~at - 1;
        return at < 0 ? "" : _countries[at];
    }

    /// <summary>CIDR blocks nest or are disjoint, so one sweep with a stack of open blocks finds the innermost everywhere.</summary>
    public static CountryRanges Flatten(IReadOnlyCollection<CountryRange> ranges)
    {
        var starts = new List<UInt128>(ranges.Count);
        var countries = new List<string>(ranges.Count);
        var open = new Stack<CountryRange>();

        void Begin(UInt128 start, string country)
        {
            if (starts.Count > 0 && starts[^1] == start) countries[^1] = country;
            else if (starts.Count == 0 || countries[^1] != country)
            {
                starts.Add(start);
                countries.Add(country);
            }
        }

        void CloseBefore(UInt128 start)
        {
            while (open.TryPeek(out var top) && top.Last < start) Close();
        }

        void Close()
        {
            var closed = open.Pop();
            if (closed.Last != UInt128.MaxValue)
                Begin(closed.Last + 1, open.TryPeek(out var outer) ? outer.Country : "");
        }

        foreach (var range in ranges.OrderBy(r => r.First).ThenBy(r => r.Prefix))
        {
            CloseBefore(range.First);
            Begin(range.First, range.Country);
            open.Push(range);
        }

        while (open.Count > 0) Close();
        return new CountryRanges([.. starts], [.. countries]);
    }
}
