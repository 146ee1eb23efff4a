using System.Diagnostics.Metrics;
using SecurityDecisioning.Gateway.Sinks;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>What the parity check has found since the start, for the health page and as metrics.</summary>
public sealed class ParityState
{
    private readonly Lock _gate = new();
    private readonly Counter<long> _checked;
    private readonly Counter<long> _skipped;
    private ParityFigures _total;

    public ParityState(IMeterFactory meters)
    {
        var meter = meters.Create(SinkMetrics.MeterName);
        _checked = meter.CreateCounter<long>(
            "sd.parity.decisions", "{decision}", "Decisions worked out again from the log, by what that showed.");
        _skipped = meter.CreateCounter<long>("sd.parity.skipped", "{decision}", "Decisions drawn for the check and not compared.");
    }

    public ParityFigures Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>What is wrong, or null. One is enough: what overlaps is told apart exactly.</summary>
    public string? Problem => Total is var total && total.Unexplained > 0
        ? $"{total.Unexplained} of {total.Checked} decisions checked were served features that the log does not give"
        : null;

    internal void Add(ParityFigures round)
    {
        lock (_gate)
        {
            _total += round;
        }

        _checked.Add(round.Checked - round.Explained - round.Unexplained, new KeyValuePair<string, object?>("result", "equal"));
        _checked.Add(round.Explained, new KeyValuePair<string, object?>("result", "overlap"));
        _checked.Add(round.Unexplained, new KeyValuePair<string, object?>("result", "unexplained"));
        _skipped.Add(round.Skipped);
    }
}
