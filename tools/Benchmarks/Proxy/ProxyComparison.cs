using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>Turns of both hosts at one number of connections; figures are medians, ratios are taken turn by turn.</summary>
internal sealed record ProxyComparison(int Connections, IReadOnlyList<ProxyTurn> Bare, IReadOnlyList<ProxyTurn> Full)
{
    /// <summary>Gateway ÷ bare of <paramref name="figure"/>, median over the turns.</summary>
    public double Ratio(Func<ProxyTurn, double> figure) =>
        Percentiles.Median([.. Full.Zip(Bare, (full, bare) => figure(full) / figure(bare))]);

    public static double Median(IReadOnlyList<ProxyTurn> turns, Func<ProxyTurn, double> figure) =>
        Percentiles.Median([.. turns.Select(figure)]);
}
