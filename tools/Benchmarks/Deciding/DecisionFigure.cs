namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>One row: times in microseconds, bytes and candidates per decision.</summary>
internal sealed record DecisionFigure(
    string Traffic, double MedianUs, double P99Us, double BytesPerDecision, double CandidatesPerDecision);
