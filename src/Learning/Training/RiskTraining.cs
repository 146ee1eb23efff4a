using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Training;

/// <summary>How the risk model is trained: the settings that are ours rather than the trainer's.</summary>
public static class RiskTraining
{
    /// <summary>
    /// Columns that no split may use. The hour, because simulated campaigns keep hours that real ones do not; what challenges
    /// did, because our own decisions cause it and a model that reads its own effect feeds on itself.
    /// </summary>
    public static IReadOnlyCollection<string> Excluded { get; } =
    [
        "request.hour_utc", "request.has_clearance",
        .. FeatureCatalog.All.Where(f => f.Name.Contains(".challenges_", StringComparison.Ordinal)).Select(f => f.Name),
    ];

    /// <summary>Where we know which way the risk goes for every threat: a surer detector never means less risk.</summary>
    public static IReadOnlyDictionary<string, int> Monotone { get; } = new Dictionary<string, int>
    {
        ["candidate.triage"] = 1,
        ["request.forged_token"] = 1,
    };

    public static TrainingOptions Options(ulong seed) => new()
    {
        Seed = seed,
        Trees = 200,
        MaxDepth = 6,
        LearningRate = 0.08,
        Lambda = 2,
        MinChildWeight = 4,
        RowSample = 0.8,
        ColumnSample = 0.5,
        EarlyStopping = 25,
        MaxBins = 128,
        Excluded = Excluded,
        Monotone = Monotone,
    };

    /// <summary>The model file for trained trees, calibrated on rows that they did not learn from.</summary>
    public static byte[] ToModelFile(BoostedTrees trees, TrainingSet calibrationRows) =>
        XgboostModelWriter.Write(trees, new Dictionary<string, string>
        {
            [Calibration.Attribute] = PlattScaling.Fit(trees, calibrationRows).ToString(),
            ["sd.catalogue"] = FeatureCatalog.Hash,
        });
}
