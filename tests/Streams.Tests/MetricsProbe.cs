using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Streams.Tests;

/// <summary>Reads the metrics of one log as an exporter does, and of no other that runs at the same time.</summary>
internal sealed class MetricsProbe : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _sums = [];
    private readonly Dictionary<string, long> _counts = [];
    private Dictionary<string, double> _observed = [];

    public MetricsProbe()
    {
        Metrics = new StreamsMetrics(this);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public StreamsMetrics Metrics { get; }

    /// <summary>What a counter has come to, or all that a histogram was given; zero where it was never touched.</summary>
    /// <param name="name">The instrument, then the value of each of its tags, separated by blanks.</param>
    public double Sum(string name)
    {
        lock (_gate)
        {
            return _sums.GetValueOrDefault(name);
        }
    }

    /// <summary>How often something was added.</summary>
    public long Count(string name)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    /// <summary>All counters and histograms whose name begins so, added up.</summary>
    public double SumOfAll(string prefix)
    {
        lock (_gate)
        {
            return _sums.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(static s => s.Value);
        }
    }

    /// <summary>What gauges whose name begins so say now, added up; null where none says anything.</summary>
    public double? Now(string prefix)
    {
        lock (_gate)
        {
            _observed = [];
            _listener.RecordObservableInstruments();
            var told = _observed.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            return told.Count == 0 ? null : told.Sum(static o => o.Value);
        }
    }

    public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, scope: this);

    public void Dispose()
    {
        _listener.Dispose();
        Metrics.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var tag in tags)
        {
            name += $" {tag.Value}";
        }

        lock (_gate)
        {
            if (instrument.IsObservable)
            {
                _observed[name] = value;
            }
            else
            {
                _sums[name] = _sums.GetValueOrDefault(name) + value;
                _counts[name] = _counts.GetValueOrDefault(name) + 1;
            }
        }
    }
}
