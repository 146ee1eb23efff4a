namespace SecurityDecisioning.Engine;

/// <summary>The policy decision point: restrictions, features, scoring, policy, under one time budget.</summary>
public sealed class DecisionEngine
{
    /// <summary>
    /// Applies the request event to the feature store and decides it into <paramref name="decision"/> (already reset).
    /// Takes no lock another entity waits on, does no I/O, allocates nothing when nothing fires.
    /// </summary>
    public void Decide(SecurityEvent request, Decision decision) => throw new NotSupportedException();

    /// <summary>Applies an outcome event to the feature store.</summary>
    public void Observe(SecurityEvent outcome) => throw new NotSupportedException();
}
