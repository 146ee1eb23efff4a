using System.Diagnostics.Metrics;
using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.Streams.Tests.Local;

namespace SecurityDecisioning.Streams.Tests;

internal sealed class StreamsMetricsTests
{
    [Test]
    public async Task Records_and_bytes_are_counted_by_topic()
    {
        using var folder = new TempFolder();
        using var metrics = new StreamsMetrics();
        var counted = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == StreamsMetrics.MeterName)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = instrument.Name + (tags.Length > 0 ? $" {tags[0].Value}" : "");
            lock (counted)
            {
                counted[name] = counted.GetValueOrDefault(name) + value;
            }
        });
        listener.Start();

        await using (var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path), metrics: metrics))
        {
            for (var i = 0; i < 10; i++)
            {
                LogFixture.Append(log, Topic.Decisions, i);
            }
        }

        Assert.That(counted["sd.log.records decisions"], Is.EqualTo(10));
        Assert.That(counted["sd.log.bytes decisions"], Is.EqualTo(10 * 140));
    }
}
