using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>Numbers as intervals in order, none of which touch, and whether the thing can be unknown (NaN).</summary>
internal sealed class NumberDomain : Domain
{
    /// <summary>More intervals than this are taken as one, which leaves too much possible and so proves too little.</summary>
    private const int MaxIntervals = 16;

    /// <summary>Worked out without an allocation: proofs meet very many domains, and most have one interval or two.</summary>
    private const int MaxOnStack = 8;

    private readonly NumberInterval[] _intervals;

    public NumberDomain(bool canBeUnknown, NumberGrid grid, params ReadOnlySpan<NumberInterval> intervals)
    {
        CanBeUnknown = canBeUnknown;
        Grid = grid;
        var kept = intervals.Length <= MaxOnStack ? stackalloc NumberInterval[MaxOnStack] : new NumberInterval[intervals.Length];
        var count = 0;
        foreach (var interval in intervals)
        {
            var fitted = OnGrid(interval, grid);
            if (!fitted.IsEmpty)
            {
                kept[count++] = fitted;
            }
        }

        _intervals = count <= MaxIntervals
            ? kept[..count].ToArray()
            : [new NumberInterval(kept[0].Low, kept[count - 1].High, kept[0].IsLowOpen, kept[count - 1].IsHighOpen)];
    }

    public bool CanBeUnknown { get; }

    public NumberGrid Grid { get; }

    public bool HasNumber => _intervals.Length > 0;

    public override bool IsEmpty => !CanBeUnknown && _intervals.Length == 0;

    /// <summary>From the least number to the greatest; not to be asked where there is none.</summary>
    public NumberInterval Hull =>
        new(_intervals[0].Low, _intervals[^1].High, _intervals[0].IsLowOpen, _intervals[^1].IsHighOpen);

    public bool Contains(double value) =>
        double.IsNaN(value) ? CanBeUnknown : Array.Exists(_intervals, i => i.Contains(value));

    public override Domain Meet(Domain other)
    {
        var number = (NumberDomain)other;
        var most = _intervals.Length * number._intervals.Length;
        var met = most <= MaxOnStack ? stackalloc NumberInterval[MaxOnStack] : new NumberInterval[most];
        var count = 0;
        foreach (var mine in _intervals)
        {
            foreach (var its in number._intervals)
            {
                var both = mine.Meet(its);
                if (!both.IsEmpty)
                {
                    met[count++] = both;
                }
            }
        }

        var canBeUnknown = CanBeUnknown && number.CanBeUnknown;
        var grid = (NumberGrid)Math.Max((byte)Grid, (byte)number.Grid);
        return IsAs(canBeUnknown, grid, met[..count]) ? this
            : number.IsAs(canBeUnknown, grid, met[..count]) ? number
            : new NumberDomain(canBeUnknown, grid, met[..count]);
    }

    private bool IsAs(bool canBeUnknown, NumberGrid grid, ReadOnlySpan<NumberInterval> intervals) =>
        CanBeUnknown == canBeUnknown && Grid == grid && intervals.SequenceEqual(_intervals);

    /// <summary>The numbers for which <c>number op constant</c> holds; unknown is none of them, whatever the operator.</summary>
    public static NumberDomain Comparing(CelOperator op, double constant, bool orUnknown = false)
    {
        const double least = double.NegativeInfinity;
        const double greatest = double.PositiveInfinity;
        var below = new NumberInterval(least, constant, false, op is CelOperator.Less or CelOperator.NotEqual);
        var above = new NumberInterval(constant, greatest, op is CelOperator.Greater or CelOperator.NotEqual, false);
        return op switch
        {
            _ when double.IsNaN(constant) => new NumberDomain(orUnknown, NumberGrid.Double),
            CelOperator.Equal => new NumberDomain(orUnknown, NumberGrid.Double, new NumberInterval(constant, constant)),
            CelOperator.NotEqual => new NumberDomain(orUnknown, NumberGrid.Double, below, above),
            CelOperator.Less or CelOperator.LessOrEqual => new NumberDomain(orUnknown, NumberGrid.Double, below),
            _ => new NumberDomain(orUnknown, NumberGrid.Double, above),
        };
    }

    /// <summary>Every number, and unknown or not.</summary>
    public static NumberDomain AnyNumber(bool orUnknown) => new(orUnknown, NumberGrid.Double, NumberInterval.Everything);

    /// <summary>The same bounds moved to the nearest numbers there are, from inside.</summary>
    private static NumberInterval OnGrid(NumberInterval interval, NumberGrid grid)
    {
        if (grid == NumberGrid.Double || interval.IsEmpty)
        {
            return interval;
        }

        var low = LeastSingle(interval.Low, interval.IsLowOpen);
        var high = -LeastSingle(-interval.High, interval.IsHighOpen);
        return grid == NumberGrid.Whole
            ? new NumberInterval(Math.Ceiling(low), Math.Floor(high))
            : new NumberInterval(low, high);
    }

    private static double LeastSingle(double bound, bool isOpen)
    {
        var single = (float)bound;
        return single < bound || (isOpen && single == bound) ? MathF.BitIncrement(single) : single;
    }
}
