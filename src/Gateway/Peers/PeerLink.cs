using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// All that keeps this gateway in step with its peers: starts it, waits a bounded time for what they have written, stops it.
/// Does nothing where no cluster is configured.
/// </summary>
internal sealed class PeerLink(
    LogSettings settings,
    PeerEvents events,
    PeerRestrictions restrictions,
    PeerReviews reviews,
    PeerLedger ledger,
    PeerCases cases,
    PeerState state,
    FeatureStore features,
    TimeProvider time,
    ILogger<PeerLink> logger)
{
    private bool _isRunning;

    /// <summary>
    /// Returns when caught up, or when <see cref="KafkaSettings.CatchUp"/> is over: deciding with less beats not deciding.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.Kafka.IsSet)
        {
            return;
        }

        _isRunning = true;
        await ledger.StartAsync(cancellationToken);
        await cases.StartAsync(cancellationToken);
        await restrictions.StartAsync(cancellationToken);
        await reviews.StartAsync(cancellationToken);
        await events.StartAsync(cancellationToken);
        var caughtUp = CatchUpAsync(cancellationToken);
        if (await Task.WhenAny(caughtUp, Task.Delay(settings.Kafka.CatchUp, time, cancellationToken)) == caughtUp)
        {
            await caughtUp;
            Log.CaughtUp(logger, state.Peers.Sum(static p => p.Events), state.Peers.Count);
        }
        else
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.NotCaughtUp(logger, settings.Kafka.CatchUp);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isRunning)
        {
            _isRunning = false;
            await events.StopAsync(cancellationToken);
            await restrictions.StopAsync(cancellationToken);
            await reviews.StopAsync(cancellationToken);
            await ledger.StopAsync(cancellationToken);
            await cases.StopAsync(cancellationToken);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(events.CaughtUp, restrictions.CaughtUp, reviews.CaughtUp).WaitAsync(cancellationToken);
        // What a snapshot knew of records after its cut is let go: all of those have been read by now.
        features.EndReplay();
        state.CaughtUp();
    }
}
