namespace SecurityDecisioning.Learning.Training;

/// <summary>Settings of <see cref="BoostedTreeTrainer"/>; names follow XGBoost's, which means the same by them.</summary>
public sealed record TrainingOptions
{
    /// <summary>Most trees. Default 200, 1 to 5,000.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Most splits on the way to a leaf. Default 6, 1 to 10.</summary>
    public int MaxDepth { get; init; } = 6;

    /// <summary>Share of each tree's answer that counts. Default 0.1, above 0 to 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Shrinks leaves that few rows speak for. Default 1, 0 to 1,000.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>Least gain of a split. Default 0, 0 to 1,000.</summary>
    public double Gamma { get; init; }

    /// <summary>Least sum of second derivatives in a leaf. Default 1, above 0 to 1,000,000.</summary>
    public double MinChildWeight { get; init; } = 1;

    /// <summary>Share of the rows that each tree sees. Default 1, above 0 to 1.</summary>
    public double RowSample { get; init; } = 1;

    /// <summary>Share of the columns that each tree sees. Default 1, above 0 to 1.</summary>
    public double ColumnSample { get; init; } = 1;

    /// <summary>Weight of a positive row beside a negative one. Default 1, above 0 to 1,000,000.</summary>
    public double PositiveWeight { get; init; } = 1;

    /// <summary>Bins per column, the one for missing values not counted. Default 255, 2 to 255.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>Stops when the validation loss has not fallen for so many trees. Default 20; 0 never stops.</summary>
    public int EarlyStopping { get; init; } = 20;

    /// <summary>Same seed, options and rows: the same model, byte for byte. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the model does not depend on it. Default: one per processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Columns whose growth may only raise (+1) or only lower (−1) the score, by name. Columns that the data lacks are ignored.
    /// </summary>
    public IReadOnlyDictionary<string, int> Monotone { get; init; } = new Dictionary<string, int>();

    /// <summary>Columns that no split may use, by name.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <exception cref="ArgumentException">A value is out of its range; the message names all that are.</exception>
    public void Validate()
    {
        var errors = new List<string>();
        Check(Trees is >= 1 and <= 5_000, $"{nameof(Trees)} is {Trees}; give 1 to 5,000");
        Check(MaxDepth is >= 1 and <= 10, $"{nameof(MaxDepth)} is {MaxDepth}; give 1 to 10");
        Check(LearningRate is > 0 and <= 1, $"{nameof(LearningRate)} is {LearningRate}; give more than 0, at most 1");
        Check(Lambda is >= 0 and <= 1_000, $"{nameof(Lambda)} is {Lambda}; give 0 to 1,000");
        Check(Gamma is >= 0 and <= 1_000, $"{nameof(Gamma)} is {Gamma}; give 0 to 1,000");
        Check(MinChildWeight is > 0 and <= 1e6, $"{nameof(MinChildWeight)} is {MinChildWeight}; give more than 0");
        Check(RowSample is > 0 and <= 1, $"{nameof(RowSample)} is {RowSample}; give more than 0, at most 1");
        Check(ColumnSample is > 0 and <= 1, $"{nameof(ColumnSample)} is {ColumnSample}; give more than 0, at most 1");
        Check(PositiveWeight is > 0 and <= 1e6, $"{nameof(PositiveWeight)} is {PositiveWeight}; give more than 0");
        Check(MaxBins is >= 2 and <= 255, $"{nameof(MaxBins)} is {MaxBins}; give 2 to 255");
        Check(EarlyStopping >= 0, $"{nameof(EarlyStopping)} is {EarlyStopping}; give 0 or more");
        Check(Threads is >= 1 and <= 1_024, $"{nameof(Threads)} is {Threads}; give 1 to 1,024");
        Check(Monotone.Values.All(d => d is >= -1 and <= 1), $"{nameof(Monotone)} knows the directions -1, 0 and 1");
        if (errors.Count > 0)
        {
            throw new ArgumentException("Training: " + string.Join("; ", errors) + ".");
        }

        void Check(bool holds, FormattableString message)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant(message));
            }
        }
    }
}
