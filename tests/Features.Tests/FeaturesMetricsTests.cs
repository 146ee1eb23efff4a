using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Features.Tests;

internal sealed class FeaturesMetricsTests
{
    [Test]
    public void Entities_and_events_are_measured_by_kind_and_result()
    {
        var store = new FeatureStore();
        using var meters = new MeterFactory();
        using var metrics = new FeaturesMetrics(meters, store);
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, meters.Made)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured[$"{instrument.Name}/{(tags.Length > 0 ? tags[0].Value : "")}"] = value);
        listener.Start();
        var request = SampleEvents.Request(account: "alice");
        store.Apply(request);
        store.Apply(request);
        listener.RecordObservableInstruments();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(measured["sd.features.entities/account"], Is.EqualTo(1));
            Assert.That(measured["sd.features.entities/session"], Is.Zero);
            Assert.That(measured["sd.features.events/applied"], Is.EqualTo(1));
            Assert.That(measured["sd.features.events/duplicate"], Is.EqualTo(1));
            Assert.That(measured["sd.features.memory/"], Is.GreaterThan(0));
            Assert.That(measured["sd.features.evictions/"], Is.Zero);
        }
    }

    private sealed class MeterFactory : IMeterFactory
    {
        public Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new Meter(options);

        public void Dispose() => Made?.Dispose();
    }
}
