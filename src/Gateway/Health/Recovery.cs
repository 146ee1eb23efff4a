using SecurityDecisioning.Gateway.Guards;
using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Policies;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Webhooks;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>From "listening" to "deciding": memory back from the log, projections running, then requests are let in.</summary>
internal sealed class Recovery(
    StateRecovery state,
    Readiness readiness,
    RiskRanker ranker,
    PolicyLink policies,
    PolicyLifecycle lifecycle,
    DecisionProjection decisions,
    RestrictionProjection restrictions,
    ReviewProjection reviews,
    WebhookDelivery webhooks,
    PolicyGuards guards,
    Housekeeping housekeeping,
    PeerLink peers,
    OrderEpochs epochs,
    SnapshotSchedule snapshots,
    SnapshotTaker taker,
    SnapshotState snapshotState,
    GatewaySettings settings,
    TimeProvider time,
    ILogger<Recovery> logger) : IAsyncDisposable
{
    private bool _isRunning;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await state.RunAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        await policies.RecoverAsync(cancellationToken);
        await decisions.StartAsync(cancellationToken);
        await restrictions.StartAsync(cancellationToken);
        await reviews.StartAsync(cancellationToken);
        await webhooks.StartAsync(cancellationToken);
        await guards.StartAsync(cancellationToken);
        await housekeeping.StartAsync(cancellationToken);
        await epochs.StartAsync(cancellationToken);
        await snapshots.StartAsync(cancellationToken);
        _isRunning = true;
        await peers.StartAsync(cancellationToken);
        if (snapshotState.JoinedFrom is not null && settings.SnapshotInterval != TimeSpan.Zero)
        {
            // One of its own at once: the peer's is of no use any more once this gateway has events of its own.
            await taker.TakeAsync(cancellationToken);
        }

        readiness.Set();
        if (ranker.Model is null)
        {
            Log.NoModel(logger);
        }

        Log.Deciding(logger, ranker.ModelHash, lifecycle.Rollout.Live.Hash);
    }

    /// <summary>After the last request: the projections take what the log still has for them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_isRunning)
        {
            return;
        }

        _isRunning = false;
        // First: the cases they open go through the projections.
        await guards.StopAsync(cancellationToken);
        await policies.StopAsync(cancellationToken);
        await peers.StopAsync(cancellationToken);
        await snapshots.StopAsync(cancellationToken);
        await epochs.StopAsync(cancellationToken);
        await housekeeping.StopAsync(cancellationToken);
        await webhooks.StopAsync(cancellationToken);
        await restrictions.StopAsync(cancellationToken);
        await reviews.StopAsync(cancellationToken);
        await decisions.StopAsync(cancellationToken);
        if (settings.SnapshotInterval != TimeSpan.Zero)
        {
            await taker.TakeAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
