namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>How long restrictions took to hold at the other gateway, in ms.</summary>
internal sealed record PeersDelays(
    int Restrictions, double FromClickMedian, double FromClickP99, double FromClickMax, double FromAnswerMedian, double FromAnswerP99,
    double FromAnswerMax);
