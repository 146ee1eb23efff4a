namespace SecurityDecisioning.Learning.Training;

/// <summary>The training rows in bins, column by column; columns of one value, and excluded ones, are left out.</summary>
internal sealed class BinnedColumns
{
    private BinnedColumns(int[] columns, ColumnBins[] bins)
    {
        Columns = columns;
        Bins = bins;
    }

    /// <summary>The training set's number of each column kept.</summary>
    public int[] Columns { get; }

    public ColumnBins[] Bins { get; }

    public int Count => Columns.Length;

    public static BinnedColumns Build(Datasets.TrainingSet data, TrainingOptions options)
    {
        var excluded = options.Excluded.ToHashSet(StringComparer.Ordinal);
        var built = new ColumnBins?[data.ColumnNames.Count];
        Parallel.For(0, built.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, column =>
        {
            if (!excluded.Contains(data.ColumnNames[column]))
            {
                var bins = ColumnBins.Build(data.Column(column), options.MaxBins);
                built[column] = bins.IsConstant ? null : bins;
            }
        });
        var kept = Enumerable.Range(0, built.Length).Where(c => built[c] is not null).ToArray();
        return new BinnedColumns(kept, [.. kept.Select(c => built[c]!)]);
    }
}
