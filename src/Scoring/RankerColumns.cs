using System.Collections.Frozen;

namespace SecurityDecisioning.Scoring;

/// <summary>
/// The columns of one row, which is one (event, candidate threat): every feature of the catalogue, then what is known of the
/// candidate. Serving, training and reasons all lay rows out here.
/// </summary>
public static class RankerColumns
{
    /// <summary>One flag per threat, in the order of <see cref="ThreatCatalog.All"/>: which threat the row is about.</summary>
    private static readonly int FirstThreat = FeatureCatalog.Count;

    public static int Triage { get; } = FirstThreat + ThreatCatalog.All.Count;

    /// <summary>How many observations the detector gave.</summary>
    public static int Evidence { get; } = Triage + 1;

    public static int Count { get; } = Evidence + 1;

    public static IReadOnlyList<string> Names { get; } =
    [
        .. FeatureCatalog.All.Select(f => f.Name),
        .. ThreatCatalog.All.Select(t => $"candidate.{t.Name}"),
        "candidate.triage",
        "candidate.evidence",
    ];

    public static FrozenDictionary<string, int> ByName { get; } =
        Names.Select((name, index) => (name, index)).ToFrozenDictionary(c => c.name, c => c.index, StringComparer.Ordinal);

    /// <summary>The flag of <paramref name="threat"/>.</summary>
    public static int Of(Threat threat) => FirstThreat + (int)threat - 1;

    /// <summary>Lays out a whole row.</summary>
    public static void Fill(ReadOnlySpan<float> features, in CandidateThreat candidate, Span<float> row)
    {
        FillFeatures(features, row);
        FillCandidate(candidate, row);
    }

    /// <summary>The part of a row that all candidates of one event share.</summary>
    internal static void FillFeatures(ReadOnlySpan<float> features, Span<float> row) =>
        features[..FeatureCatalog.Count].CopyTo(row);

    /// <summary>The part of a row that tells the candidates of one event apart.</summary>
    internal static void FillCandidate(in CandidateThreat candidate, Span<float> row)
    {
        row[FirstThreat..Triage].Clear();
        row[Of(candidate.Threat)] = 1;
        row[Triage] = candidate.Triage;
        row[Evidence] = candidate.Evidence.Length;
    }
}
