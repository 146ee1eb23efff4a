using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Policies;

/// <summary>Counts of this stage, under the meter <see cref="MeterName"/>.</summary>
public sealed class PolicyMetrics
{
    public const string MeterName = "SecurityDecisioning.Policies";

    private readonly Counter<long> _loads;
    private readonly Counter<long> _steps;
    private readonly Gauge<int> _policies;

    public PolicyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _loads = meter.CreateCounter<long>(
            "sd.policies.loads", "{load}", "Readings of the policy folder's changes, by result: loaded or refused.");
        _steps = meter.CreateCounter<long>("sd.policies.steps", "{step}", "Steps of the policies' lifecycle, by kind.");
        _policies = meter.CreateGauge<int>("sd.policies.live", "{policy}", "Policies of the live set.");
    }

    internal void Loaded() => _loads.Add(1, new KeyValuePair<string, object?>("result", "loaded"));

    internal void Stepped(PolicyEventKind kind) =>
        _steps.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant()));

    internal void Live(int policies) => _policies.Record(policies);

    internal void Refused() => _loads.Add(1, new KeyValuePair<string, object?>("result", "refused"));
}
