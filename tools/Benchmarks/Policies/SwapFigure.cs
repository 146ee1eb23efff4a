namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>
/// What decisions took while another thread did something, how many of the long ones the collector held for most of their time
/// (the rest waited for a core), and how often and how long it held all threads meanwhile.
/// </summary>
internal sealed record SwapFigure(
    string Meanwhile, long Decisions, double P9999Us, double LongestUs, int LongerThanMs, int HeldByCollector,
    int Collections, double CollectorMs);
