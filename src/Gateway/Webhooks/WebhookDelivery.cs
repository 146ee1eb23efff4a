using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>Decisions and lifts to each configured receiver by itself, so that one that is away holds up no other.</summary>
internal sealed class WebhookDelivery : IDisposable
{
    private readonly List<WebhookSender> _senders = [];
    private readonly List<WebhookFollower> _projections = [];
    private readonly PolicyLifecycle _lifecycle;
    private readonly HashSet<string> _names;
    private readonly ILogger<WebhookDelivery> _logger;

    public WebhookDelivery(
        WebhookSettings settings,
        IReadOnlyList<WebhookTarget> targets,
        GatewaySettings gateway,
        IRecordLog log,
        LogDamage damage,
        WebhookMetrics metrics,
        PolicyLifecycle lifecycle,
        RestrictionProjection restrictions,
        IRestrictionLedger ledger,
        IDecisionRecords records,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _lifecycle = lifecycle;
        _logger = loggers.CreateLogger<WebhookDelivery>();
        _names = [.. targets.Select(t => t.Name)];
        foreach (var target in targets)
        {
            var sender = new WebhookSender(target, settings, metrics, time, _logger);
            var file = Path.Combine(gateway.DataFolder, "webhooks", target.Name);
            var decisions = new DecisionWebhooks(
                target, sender, log, damage, file + ".offset", metrics, loggers.CreateLogger<DecisionWebhooks>());
            _senders.Add(sender);
            _projections.Add(decisions);
            _projections.Add(new LiftWebhooks(
                target, sender, log, damage, file + ".lifts.offset", decisions, restrictions, ledger, records,
                loggers.CreateLogger<LiftWebhooks>()));
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var asked = _lifecycle.Rollout.Live.Policies.SelectMany(p => p.Rules).SelectMany(r => r.Obligations)
            .Where(o => o.Kind == ObligationKind.Webhook).Select(o => o.Name).Distinct();
        foreach (var name in asked.Where(name => !_names.Contains(name)))
        {
            Log.WebhookUnknown(_logger, name);
        }

        foreach (var projection in _projections)
        {
            await projection.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_projections.Select(p => p.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var sender in _senders)
        {
            sender.Dispose();
        }
    }
}
