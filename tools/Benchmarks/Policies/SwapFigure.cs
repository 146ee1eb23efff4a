namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>
/// What decisions took while another thread did something, and how often and how long the collector held all threads meanwhile.
/// </summary>
internal sealed record SwapFigure(
    string Meanwhile, long Decisions, double P9999Us, double LongestUs, int LongerThanMs, int Collections, double CollectorMs);
