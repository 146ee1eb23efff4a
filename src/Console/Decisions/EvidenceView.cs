namespace SecurityDecisioning.Console.Decisions;

/// <summary>One observation with the feature it is of.</summary>
internal sealed record EvidenceView(FeatureDefinition Feature, float Value, float Threshold);
