namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>What decisions took while another thread did something.</summary>
internal sealed record SwapFigure(string Meanwhile, long Decisions, double P9999Us, double LongestUs, int LongerThanMs);
