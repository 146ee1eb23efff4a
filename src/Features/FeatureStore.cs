namespace SecurityDecisioning.Features;

/// <summary>The fold: the only code that turns events into features.</summary>
public sealed class FeatureStore
{
    /// <summary>Counts <paramref name="securityEvent"/> into every entity it names. Safe from any thread.</summary>
    public void Apply(SecurityEvent securityEvent) => throw new NotSupportedException();

    /// <summary>
    /// The feature vector of <paramref name="securityEvent"/> at its own time, <see cref="FeatureCatalog.Count"/> long; NaN
    /// where unknown.
    /// </summary>
    public void Read(SecurityEvent securityEvent, Span<float> vector) => throw new NotSupportedException();

    /// <summary>A hash over all state, equal for equal state whatever the order of events within a bucket.</summary>
    public ulong StateHash() => throw new NotSupportedException();
}
