using System.Threading.Channels;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// What peers wrote on its way into a ledger. Bounded: where the database is away for very long the rest is counted and left to
/// the next start, which reads the topic from its beginning.
/// </summary>
internal abstract class PeerIntake<TChange>(ILedger<TChange> ledger, PeerState state, PeerMetrics metrics, ILogger logger)
    : BackgroundService
{
    private const int MostWaiting = 65_536;
    private const int LargestBatch = 1_024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Channel<TChange> _waiting = Channel.CreateBounded<TChange>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public void Add(TChange change)
    {
        if (!_waiting.Writer.TryWrite(change))
        {
            state.AddLedgerLost();
            metrics.LedgerLost();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<TChange>();
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

    private async Task TakeInAsync(List<TChange> batch, CancellationToken stoppingToken)
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
