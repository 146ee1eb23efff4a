using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Overview;

/// <summary>Answers the overview's questions. An answer is kept for a second, however many browsers ask.</summary>
internal sealed class OverviewReader(DecisionReader decisions, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (DateTimeOffset Made, OverviewFigures Figures, OverviewSeries Series)> _kept = [];

    public void Dispose() => _gate.Dispose();

    public async Task<OverviewFigures> FiguresAsync(OverviewRange range, CancellationToken cancel) =>
        (await ReadAsync(range, cancel)).Figures;

    public async Task<OverviewSeries> SeriesAsync(OverviewRange range, CancellationToken cancel) =>
        (await ReadAsync(range, cancel)).Series;

    private async Task<(OverviewFigures Figures, OverviewSeries Series)> ReadAsync(OverviewRange range, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (_kept.TryGetValue(range.Name, out var kept) && now - kept.Made < Fresh && now >= kept.Made)
            {
                return (kept.Figures, kept.Series);
            }

            var (from, to) = range.Until(now.ToUnixTimeMilliseconds());
            var buckets = await decisions.CountAsync(from, to, range.BucketMs, cancel);
            var figures = OverviewFigures.Of(buckets, await decisions.NotableAsync(FirstIdAt(from), cancel));
            var series = OverviewSeries.Of(buckets, range.BucketMs);
            _kept[range.Name] = (now, figures, series);
            return (figures, series);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Smaller than every id made at or after <paramref name="timeMs"/>.</summary>
    private static EventId FirstIdAt(long timeMs) => new((ulong)Math.Max(timeMs, 1) << 16, 0);
}
