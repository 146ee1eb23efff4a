using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Learning.Datasets;

/// <summary>
/// An even sample of a stream too long to keep: of each kind of row, (threat, label), at most so many (Vitter's algorithm R).
/// A flood of one attack so cannot push the rest out of memory.
/// </summary>
internal sealed class RowReservoir
{
    private readonly int _perKind;
    private readonly SeededRandom _random;
    private readonly Kind[] _kinds;
    private long _order;

    public RowReservoir(int perKind, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perKind, 1);
        _perKind = perKind;
        _random = new SeededRandom(seed);
        _kinds = [.. Enumerable.Range(0, ThreatCatalog.Count * 2).Select(_ => new Kind())];
    }

    /// <summary>Where to write the row's values, or null where it is not drawn.</summary>
    public float[]? Admit(in RowLabel label)
    {
        _order++;
        var kind = _kinds[((int)label.Threat * 2) + (label.IsPositive ? 1 : 0)];
        kind.Seen++;
        if (kind.Rows.Count < _perKind)
        {
            var row = new float[RankerColumns.Count];
            kind.Rows.Add((_order, label, row));
            return row;
        }

        var place = (long)(((UInt128)_random.Next() * (ulong)kind.Seen) >> 64);
        if (place >= _perKind)
        {
            return null;
        }

        var replaced = kind.Rows[(int)place].Row;
        kind.Rows[(int)place] = (_order, label, replaced);
        return replaced;
    }

    public TrainingSet ToTrainingSet(IReadOnlyList<string> columns)
    {
        var set = new TrainingSet(columns);
        var rows = _kinds.SelectMany(k => k.Rows.Select(r => (r.Order, Label: r.Label with { Weight = k.Weight }, r.Row)));
        foreach (var (_, label, row) in rows.OrderBy(r => r.Order))
        {
            set.Add(row, label);
        }

        return set;
    }

    private sealed class Kind
    {
        public List<(long Order, RowLabel Label, float[] Row)> Rows { get; } = [];

        public long Seen { get; set; }

        public float Weight => (float)((double)Seen / Rows.Count);
    }
}
