using System.Diagnostics.Metrics;
using System.Globalization;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>What comes from peers, under the meter <see cref="MeterName"/>. Records not yet read are <c>sd.log.lag</c>.</summary>
internal sealed class PeerMetrics
{
    public const string MeterName = "SecurityDecisioning.Peers";

    private readonly Counter<long> _records;
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _ledgerLost;

    public PeerMetrics(IMeterFactory meters, PeerState state)
    {
        var meter = meters.Create(MeterName);
        _records = meter.CreateCounter<long>("sd.peers.records", "{record}", "Records of peers taken in.");
        _delay = meter.CreateHistogram<double>("sd.peers.delay", "s", "From a record's time to its taking in, once caught up.");
        _ledgerLost = meter.CreateCounter<long>(
            "sd.peers.ledger_lost", "{record}",
            "Restrictions, cases and snoozes that hold and did not get into the ledger before the next start.");
        meter.CreateObservableGauge(
            "sd.peers.last_delay",
            () => state.Peers.Select(static p => new Measurement<double>(p.Delay.TotalSeconds, Tag(p.Origin))),
            "s",
            "Delay of the newest record, by peer.");
        meter.CreateObservableGauge(
            "sd.peers.silent",
            () => state.Peers.Select(static p => new Measurement<double>(p.SilentFor.TotalSeconds, Tag(p.Origin))),
            "s",
            "Since the newest record, by peer.");
    }

    public void Took(Topic topic, TimeSpan delay, bool isLive)
    {
        var tag = new KeyValuePair<string, object?>("topic", Topics.NameOf(topic));
        _records.Add(1, tag);
        if (isLive)
        {
            _delay.Record(delay.TotalSeconds, tag);
        }
    }

    public void LedgerLost() => _ledgerLost.Add(1);

    private static KeyValuePair<string, object?> Tag(ulong origin) =>
        new("peer", origin.ToString("x16", CultureInfo.InvariantCulture));
}
