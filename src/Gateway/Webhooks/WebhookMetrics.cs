using System.Diagnostics.Metrics;
using SecurityDecisioning.Gateway.Sinks;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>What became of webhooks, under the meter of the gateway.</summary>
internal sealed class WebhookMetrics
{
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _lost;

    public WebhookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(SinkMetrics.MeterName);
        _delivered = meter.CreateCounter<long>("sd.webhooks.delivered", "{message}", "Messages that a receiver took, by target.");
        _failed = meter.CreateCounter<long>("sd.webhooks.failed", "{attempt}", "Attempts that failed, by target.");
        _lost = meter.CreateCounter<long>(
            "sd.webhooks.lost", "{message}",
            "Messages not delivered, by target and reason: refused, given_up; gap counts decisions that the log no longer had.");
    }

    public void Delivered(string target) => _delivered.Add(1, Of(target));

    public void Failed(string target) => _failed.Add(1, Of(target));

    public void Lost(string target, string reason, long count = 1) =>
        _lost.Add(count, Of(target), new KeyValuePair<string, object?>("reason", reason));

    private static KeyValuePair<string, object?> Of(string target) => new("target", target);
}
