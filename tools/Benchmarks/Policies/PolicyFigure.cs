namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>What one pack costs: nanoseconds and bytes per decision.</summary>
/// <param name="Pack">Its name.</param>
/// <param name="MeanNs">Many decisions under one clock, the timer's cost not in it.</param>
/// <param name="MedianNs">Each decision timed by itself.</param>
/// <param name="P99Ns">The same.</param>
/// <param name="BytesNoneFired">Largest number of bytes that a decision allocated in which nothing fired.</param>
/// <param name="FiredShare">Share of decisions in which a rule fired, 0 to 1.</param>
/// <param name="WantedNs">The target, or 0 where there is none.</param>
internal sealed record PolicyFigure(
    string Pack, double MeanNs, double MedianNs, double P99Ns, long BytesNoneFired, double FiredShare, double WantedNs);
