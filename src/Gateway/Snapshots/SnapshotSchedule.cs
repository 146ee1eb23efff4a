using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>
/// Every so often: first the parity check, which works from the snapshot before and the log since, then the next snapshot.
/// </summary>
internal sealed class SnapshotSchedule(
    GatewaySettings settings, SnapshotTaker taker, ParityCheck parity, TimeProvider time, ILogger<SnapshotSchedule> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.SnapshotInterval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(settings.SnapshotInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CheckAsync(stoppingToken);
                await taker.TakeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is going down, and takes its last snapshot itself.
        }
    }

    private async Task CheckAsync(CancellationToken stoppingToken)
    {
        try
        {
            await parity.RunAsync(stoppingToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // A check that fails says so; it must not keep snapshots from being taken.
            Log.ParityFailed(logger, e);
        }
    }
}
