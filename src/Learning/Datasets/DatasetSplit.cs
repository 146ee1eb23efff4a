namespace SecurityDecisioning.Learning.Datasets;

/// <summary>Two sets of which the second says how good what was learned from the first is. No actor is in both.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Held">To measure on.</param>
public sealed record DatasetSplit(TrainingSet Train, TrainingSet Held)
{
    /// <summary>Holds back a share of the actors, drawn by <paramref name="seed"/>, with all their rows.</summary>
    public static DatasetSplit ByActor(TrainingSet rows, double share, ulong seed)
    {
        bool IsHeld(RowLabel label) => new Training.SeededRandom(label.Actor ^ (seed * 0x9E3779B97F4A7C15)).Unit() < share;
        return new DatasetSplit(rows.Where(l => !IsHeld(l)), rows.Where(IsHeld));
    }

    /// <summary>
    /// Holds back the latest share of the rows, as a model serves a time it was not trained on; held rows of actors that were
    /// already seen are left out.
    /// </summary>
    public static DatasetSplit ByTime(TrainingSet rows, double share)
    {
        var times = Enumerable.Range(0, rows.Count).Select(r => rows.LabelOf(r).TimeMs).Order().ToArray();
        var border = times.Length == 0 ? 0 : times[(int)Math.Clamp((1 - share) * times.Length, 0, times.Length - 1)];
        var train = rows.Where(l => l.TimeMs < border);
        var seen = Enumerable.Range(0, train.Count).Select(r => train.LabelOf(r).Actor).ToHashSet();
        return new DatasetSplit(train, rows.Where(l => l.TimeMs >= border && !seen.Contains(l.Actor)));
    }
}
