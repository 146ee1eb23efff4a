using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Engine;

/// <summary>Counts and times of this stage, under the meter <see cref="MeterName"/>.</summary>
public sealed class EngineMetrics
{
    public const string MeterName = "SecurityDecisioning.Engine";

    private static readonly KeyValuePair<string, object?>[] Actions =
        [.. ActionKinds.All.Select(a => new KeyValuePair<string, object?>("action", ActionKinds.NameOf(a)))];

    private readonly Counter<long> _decisions;
    private readonly Counter<long> _overBudget;
    private readonly Histogram<double> _duration;

    public EngineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>("sd.decisions", "{decision}", "Decisions, by enforced action.");
        _overBudget = meter.CreateCounter<long>("sd.decisions.over_budget", "{decision}", "Decisions made without the model for time.");
        _duration = meter.CreateHistogram<double>("sd.decision.duration", "s", "Time of one decision.");
    }

    internal void Decided(Decision decision)
    {
        if (_decisions.Enabled)
        {
            _decisions.Add(1, Actions[(int)decision.Action]);
        }

        if (_duration.Enabled)
        {
            _duration.Record(decision.ElapsedNs / 1e9);
        }

        if ((decision.Flags & DecisionFlags.OverBudget) != 0)
        {
            _overBudget.Add(1);
        }
    }
}
