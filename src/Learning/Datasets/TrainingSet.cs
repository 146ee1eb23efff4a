namespace SecurityDecisioning.Learning.Datasets;

/// <summary>
/// Rows to train or measure on: values, label, weight, and of each row its actor, time and threat, by which it is split and
/// measured. Bounded by the memory of <see cref="MaxCells"/> values.
/// </summary>
public sealed class TrainingSet
{
    /// <summary>Most values held, 4 bytes each: 2 GiB.</summary>
    public const long MaxCells = 512L * 1024 * 1024;

    private readonly List<float[]> _rows = [];
    private readonly List<RowLabel> _labels = [];

    public TrainingSet(IReadOnlyList<string> columnNames)
    {
        ColumnNames = columnNames;
        MaxRows = (int)Math.Min(int.MaxValue, MaxCells / Math.Max(1, columnNames.Count));
    }

    public IReadOnlyList<string> ColumnNames { get; }

    public int MaxRows { get; }

    public int Count => _rows.Count;

    public int Positives => _labels.Count(l => l.IsPositive);

    /// <summary>Adds a row; the set keeps the array.</summary>
    /// <exception cref="ArgumentException">The row has another length than the columns, or no usable weight.</exception>
    /// <exception cref="InvalidOperationException">The set is full.</exception>
    public void Add(float[] row, in RowLabel label)
    {
        if (row.Length != ColumnNames.Count)
        {
            throw new ArgumentException($"a row has {ColumnNames.Count} columns, not {row.Length}", nameof(row));
        }

        if (!(label.Weight > 0) || !float.IsFinite(label.Weight))
        {
            throw new ArgumentException("a row's weight must be above 0 and finite", nameof(label));
        }

        if (Count >= MaxRows)
        {
            throw new InvalidOperationException($"a training set of {ColumnNames.Count} columns holds at most {MaxRows} rows");
        }

        _rows.Add(row);
        _labels.Add(label);
    }

    public ReadOnlySpan<float> Row(int row) => _rows[row];

    public RowLabel LabelOf(int row) => _labels[row];

    public bool Label(int row) => _labels[row].IsPositive;

    public float Weight(int row) => _labels[row].Weight;

    /// <summary>A copy of one column.</summary>
    public float[] Column(int column)
    {
        var values = new float[Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = _rows[row][column];
        }

        return values;
    }

    /// <summary>The rows for which <paramref name="keep"/> holds; values are shared, not copied.</summary>
    public TrainingSet Where(Func<RowLabel, bool> keep)
    {
        var subset = new TrainingSet(ColumnNames);
        for (var row = 0; row < Count; row++)
        {
            if (keep(_labels[row]))
            {
                subset.Add(_rows[row], _labels[row]);
            }
        }

        return subset;
    }

    /// <summary>Adds another set's rows, which must have the same columns.</summary>
    public void AddAll(TrainingSet other)
    {
        for (var row = 0; row < other.Count; row++)
        {
            Add(other._rows[row], other._labels[row]);
        }
    }

    /// <exception cref="ArgumentException">There is nothing to learn: no row of one of the two kinds.</exception>
    internal void CheckTrainable()
    {
        var positives = Positives;
        if (positives == 0 || positives == Count)
        {
            throw new ArgumentException(
                $"training needs rows of both kinds; there are {positives} positive and {Count - positives} negative ones");
        }
    }
}
