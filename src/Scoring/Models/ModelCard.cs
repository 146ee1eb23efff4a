namespace SecurityDecisioning.Scoring.Models;

/// <summary>What a person must know about a model before they trust it; <c>card.json</c> beside <c>model.json</c>.</summary>
public sealed record ModelCard
{
    public string Name { get; init; } = "";

    /// <summary>What it was trained on, in a sentence.</summary>
    public string TrainedOn { get; init; } = "";

    /// <summary>True where no real traffic was in the training data.</summary>
    public bool Simulated { get; init; }

    /// <summary>The command that makes this model again.</summary>
    public string Command { get; init; } = "";

    public DateTimeOffset? TrainedAt { get; init; }

    public ulong Seed { get; init; }

    public long Rows { get; init; }

    public long Positives { get; init; }

    public int Trees { get; init; }

    public int Depth { get; init; }

    /// <summary><see cref="FeatureCatalog.Hash"/> at training; another one means that features have come or gone since.</summary>
    public string CatalogueHash { get; init; } = "";

    /// <summary><see cref="RiskModel.Hash"/> of the file that this card describes; checked where given.</summary>
    public string ModelHash { get; init; } = "";

    public ModelMetrics? Metrics { get; init; }

    /// <summary>Metrics of each threat's candidates alone, by <see cref="ThreatDefinition.Name"/>.</summary>
    public IReadOnlyDictionary<string, ModelMetrics> MetricsByThreat { get; init; } = new Dictionary<string, ModelMetrics>();

    /// <summary>What it is not good for.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}
