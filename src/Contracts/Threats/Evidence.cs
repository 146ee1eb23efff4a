namespace SecurityDecisioning.Contracts.Threats;

/// <summary>One observation that made a detector speak.</summary>
/// <param name="Feature">Index into <see cref="FeatureCatalog"/>.</param>
/// <param name="Value">The feature's value at the decision.</param>
/// <param name="Threshold">The value from which the detector takes it as a sign.</param>
public readonly record struct Evidence(short Feature, float Value, float Threshold);
