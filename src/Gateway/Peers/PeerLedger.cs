using System.Threading.Channels;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// Peers' restrictions on their way into the ledger. Bounded: where the database is away for very long the rest is counted and
/// left to the next start, which reads the topic from its beginning.
/// </summary>
internal sealed class PeerLedger(IRestrictionLedger ledger, PeerState state, PeerMetrics metrics, ILogger<PeerLedger> logger)
    : BackgroundService
{
    private const int MostWaiting = 65_536;
    private const int LargestBatch = 1_024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Channel<RestrictionChange> _waiting = Channel.CreateBounded<RestrictionChange>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public void Add(RestrictionChange change)
    {
        if (!_waiting.Writer.TryWrite(change))
        {
            state.AddLedgerLost();
            metrics.LedgerLost();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<RestrictionChange>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var change))
                {
                    batch.Add(change);
                }

                await TakeInAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start reads the topic from its beginning.
        }
    }

    private async Task TakeInAsync(List<RestrictionChange> batch, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await ledger.TakeInAsync(batch, stoppingToken);
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException)
            {
                Log.PeerLedgerFailed(logger, pause, e);
                await Task.Delay(pause, stoppingToken);
            }
        }
    }
}
