using System.Diagnostics;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>
/// Many times a second says up to where everything of the log is in memory, so that what a drawn decision has to remember beside
/// that stays short. It waits for requests under way and none of them for it. Nothing where the parity check is off.
/// </summary>
internal sealed class OrderEpochs(
    IRecordLog log,
    FeatureStore features,
    RestrictionProjection restrictions,
    ReviewProjection reviews,
    OrderWatch watch,
    GatewaySettings settings)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A round comes before each snapshot: without those there is none.
        if (settings.ParityRate == 0 || settings.SnapshotInterval == TimeSpan.Zero || log.Status().Sharing is not null)
        {
            return;
        }

        features.Note(watch);
        await MoveAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await MoveAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// The tapes before the offsets: what is appended later than those is then applied later than the tapes stood there. Where
    /// something hangs, decisions look back further, and past the tapes' length they are not compared.
    /// </summary>
    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var heads = features.TapeHeads();
        var (events, changes, verdicts) = (
            log.EndOffset(Topic.Events), log.EndOffset(Topic.Restrictions), log.EndOffset(Topic.Verdicts));
        var since = Stopwatch.GetTimestamp();
        try
        {
            features.Settle(Patience);
        }
        catch (SnapshotException)
        {
            return;
        }

        while (restrictions.NextOffset < changes || reviews.NextOffset < verdicts)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                return;
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }

        watch.Publish(new OrderEpoch(events, changes, heads) { Verdicts = verdicts });
    }
}
