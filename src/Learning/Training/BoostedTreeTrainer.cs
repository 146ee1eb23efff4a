using SecurityDecisioning.Learning.Datasets;

namespace SecurityDecisioning.Learning.Training;

/// <summary>
/// Gradient-boosted trees for one probability: logistic loss, histograms, second-order gains, missing values with a learned
/// direction. The family of XGBoost's <c>hist</c>, LightGBM and FastTree, in managed code.
/// </summary>
public static class BoostedTreeTrainer
{
    /// <param name="train">Rows to learn from.</param>
    /// <param name="validation">Rows that say when to stop; null trains every tree.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told after each tree: trees so far and the validation loss (NaN without validation rows).</param>
    /// <param name="cancellationToken">Stops between two trees.</param>
    /// <exception cref="ArgumentException">The rows or settings cannot be trained on; the message says why.</exception>
    public static BoostedTrees Train(
        TrainingSet train,
        TrainingSet? validation,
        TrainingOptions options,
        IProgress<(int Trees, double Loss)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Validate();
        train.CheckTrainable();
        var data = BinnedColumns.Build(train, options);
        var directions = data.Columns.Select(c => options.Monotone.GetValueOrDefault(train.ColumnNames[c])).ToArray();
        var grower = new TreeGrower(data, train.Count, options, directions);
        var boosting = new Boosting(train, options);
        var stopping = validation is { Count: > 0 } ? new EarlyStopping(validation, boosting.BaseMargin, options) : null;
        var trees = new List<GrownTree>();
        var random = new SeededRandom(options.Seed);
        while (trees.Count < options.Trees && stopping is not { HasStopped: true })
        {
            cancellationToken.ThrowIfCancellationRequested();
            boosting.Differentiate(random);
            var columns = Sample(data.Count, options.ColumnSample, random);
            trees.Add(grower.Grow(boosting.Gradients, boosting.Hessians, columns, boosting.Margins));
            var loss = stopping?.Add(trees[^1]) ?? double.NaN;
            progress?.Report((trees.Count, loss));
        }

        var kept = stopping is null ? trees.Count : stopping.BestTrees;
        return new BoostedTrees(train.ColumnNames, boosting.BaseScore, trees[..kept]);
    }

    /// <summary>A share of the columns, at least one, ascending.</summary>
    private static int[] Sample(int count, double share, SeededRandom random)
    {
        var all = Enumerable.Range(0, count).ToArray();
        var take = Math.Min(count, Math.Max(1, (int)Math.Round(share * count)));
        for (var i = 0; take < count && i < take; i++)
        {
            var other = i + random.Below(count - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        var sample = all[..take];
        Array.Sort(sample);
        return sample;
    }
}
