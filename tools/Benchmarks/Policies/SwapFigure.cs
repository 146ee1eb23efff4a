namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>What decisions took while another thread did something, and for how long the collector held all threads meanwhile.</summary>
internal sealed record SwapFigure(
    string Meanwhile, long Decisions, double P9999Us, double LongestUs, int LongerThanMs, double CollectorMs);
